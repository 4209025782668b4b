"""The page: panels that `page` composes. Only this package and `app.py` know Gradio."""
