"""Gradio's own parts in the colours and typefaces of the page; all of them are on this machine."""

import gradio as gr

_FACES = ["IBM Plex Sans Arabic", "Noto Sans Arabic", "system-ui", "sans-serif"]


def theme() -> gr.themes.Base:
    """Return the theme; the colours are the variables of style.css."""
    dark = {f"{name}_dark": value for name, value in _COLOURS.items()}
    return gr.themes.Base(font=_FACES, font_mono=["ui-monospace", "monospace"]).set(
        color_accent="var(--accent)", **_COLOURS, **dark
    )


_COLOURS = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--faint)",
    "background_fill_primary": "var(--sheet)",
    "background_fill_secondary": "var(--paper)",
    "block_background_fill": "transparent",
    "block_border_color": "var(--line)",
    "block_label_text_color": "var(--ink)",
    "block_title_text_color": "var(--ink)",
    "border_color_primary": "var(--line)",
    "border_color_accent": "var(--accent)",
    "input_background_fill": "var(--sheet)",
    "input_border_color": "var(--edge)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--faint)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-strong)",
    "button_primary_text_color": "var(--on-accent)",
    "button_secondary_background_fill": "var(--sheet)",
    "button_secondary_background_fill_hover": "var(--tint)",
    "button_secondary_text_color": "var(--ink)",
    "button_secondary_border_color": "var(--edge)",
}
