/* What the page does in the browser alone: direction, hover, keys, copying, the window on the histogram, the switches.
   It sends nothing but through the panels' own events, and writes words of documents only as text. */
(() => {
  const self = document.currentScript;
  const root = document.documentElement;
  const spoken = () => {  // Gradio sets the browser's language, which need not be the page's
    if (root.lang !== self.dataset.language) root.lang = self.dataset.language;
    if (root.dir !== self.dataset.direction) root.dir = self.dataset.direction;
  };
  spoken();
  new MutationObserver(spoken).observe(root, { attributes: true, attributeFilter: ['lang', 'dir'] });

  const make = (name, words, kind) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.textContent = words;
    return made;
  };
  const onView = (selector) => [...document.querySelectorAll(selector)].find((one) => one.offsetParent);
  const remember = (name, value) => {
    document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=strict`;
  };

  window.isnad = {
    /* The first sign that a question came in; the server's own follows. */
    waiting(question, line) {
      if (!question.trim()) return window.isnad.present ?? '';
      const turn = make('article', '', 'turn');
      const asked = make('h3', '', 'asked');
      const words = make('span', question);
      words.dir = 'auto';
      asked.append(words);
      turn.append(asked, make('p', line, 'working'));
      return turn.outerHTML;
    },
  };

  /* A question that is asked before the visit has begun waits for it: what begins the visit would be shown over its answer. */
  let early = false;
  const begun = () => document.querySelector('#present :is(section, article)') !== null;
  const hold = (event) => {
    if (begun()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    early = true;
    document.querySelector('#question').classList.add('held');
  };
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.closest?.('#question textarea')) hold(event);
  }, true);
  document.addEventListener('click', (event) => { if (event.target.closest?.('#question .submit-button')) hold(event); }, true);
  document.addEventListener('isnad:shown', () => {
    if (!early || !begun()) return;
    early = false;
    document.querySelector('#question').classList.remove('held');
    document.querySelector('#question .submit-button')?.click();
  });

  /* The theme: what was chosen before, else the system's. Gradio sets the class `dark` on the body by the system. */
  const themed = () => {
    const chosen = localStorage.getItem('isnad_theme');
    if (chosen && document.body) document.body.classList.toggle('dark', chosen === 'dark');
  };

  /* The quote of a citation beside it, on hover and on focus; Escape closes it. */
  let hover = null;
  let hovered = null;
  const unhover = () => { hover?.remove(); hover = null; };
  const show = (cite) => {
    unhover();
    if (!cite.dataset.quote) return;
    hover = make('div', '', 'hover');
    hover.setAttribute('role', 'tooltip');
    hover.id = 'isnad-hover';
    const quote = make('p', `«${cite.dataset.quote}»`, 'quote');
    const about = make('p', '', 'about');
    for (const part of (cite.dataset.about ?? '').split(' · ')) about.append(...(about.firstChild ? [' · '] : []), make('bdi', part));
    quote.dir = 'auto';
    hover.append(quote, about);
    (document.querySelector('.gradio-container') ?? document.body).append(hover);
    cite.setAttribute('aria-describedby', hover.id);
    hovered = cite;
    const at = cite.getBoundingClientRect();
    const own = hover.getBoundingClientRect();
    const above = at.top > own.height + 12;
    hover.style.top = `${above ? at.top - own.height - 6 : at.bottom + 6}px`;
    hover.style.left = `${Math.max(8, Math.min(at.left + at.width / 2 - own.width / 2, innerWidth - own.width - 8))}px`;
  };
  for (const kind of ['mouseover', 'focusin']) {
    document.addEventListener(kind, (event) => {
      const cite = event.target.closest?.('.cite, .mark');
      if (cite) show(cite);
      else if (!event.target.closest?.('.hover')) unhover();
    });
  }
  document.addEventListener('scroll', () => {  // a mark that the keys brought into view keeps its quote
    const at = hover && hovered?.isConnected && hovered === document.activeElement && hovered.getBoundingClientRect();
    if (at && at.bottom > 0 && at.top < innerHeight) show(hovered);
    else unhover();
  }, true);

  /* Keys: N and P go from source to source, Escape closes; letters count by their place, whatever the keyboard's script. */
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      if (hover) return unhover();
      onView('.reading-panel .close')?.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select')) return;
    const step = { KeyN: 'next', KeyP: 'previous' }[event.code];
    if (step) onView(`.reading-panel [data-step="${step}"]:enabled`)?.click();
  });

  /* Something new is shown in a panel. */
  let reading = '';
  document.addEventListener('isnad:shown', (event) => {
    if (!hovered?.isConnected) unhover();
    if (event.target.closest('#list') && window.isnadRow !== undefined) {  // the article of a row was removed: on to the next
      const left = [...event.target.querySelectorAll('[data-act="remove"]')];
      if (!document.querySelector(':focus')) left[Math.min(window.isnadRow, left.length - 1)]?.focus({ preventScroll: true });
      window.isnadRow = undefined;
    }
    if (event.target.closest('#fresh')) {
      const older = document.querySelector('#present .welcome');
      const newer = document.querySelector('#fresh .welcome');
      if (older && newer) older.innerHTML = newer.innerHTML;
      return;
    }
    const panel = event.target.closest('.reading-panel, #present');
    const further = document.querySelector('#further [data-turn]');
    const last = document.querySelector('#present [data-conversation]');
    if (further) further.hidden = further.dataset.turn !== `${last?.dataset.conversation}/${last?.id}`;
    if (panel?.id === 'present') {
      const kept = panel.querySelector('[data-conversation]')?.dataset.conversation;
      const address = new URL(location.href);
      if (kept && address.searchParams.get('c') !== kept) {
        address.searchParams.set('c', kept);
        history.replaceState(null, '', address);
      }
      if (panel.querySelector('.working') && panel.querySelector('.asked')) panel.firstElementChild.scrollIntoView({ block: 'start' });
      return;
    }
    if (!panel) return;
    const shown = panel.querySelector('.reading');
    const now = shown ? shown.textContent : '';
    if (now === reading) return;
    reading = now;
    if (!shown) {
      window.isnadOpener?.focus();
      return;
    }
    shown.focus({ preventScroll: true });
    const mark = shown.querySelector('mark');
    shown.scrollTop = 0;
    const at = mark ? mark.getBoundingClientRect() : { top: 0, bottom: 0 };
    const pane = shown.getBoundingClientRect();
    if (at.bottom - pane.top > .8 * shown.clientHeight) shown.scrollTop = at.top - pane.top - shown.clientHeight / 3;
  });

  /* Copying an answer with its sources. */
  const copy = async (words) => {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(words);
    const area = make('textarea', words, 'unseen');
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) throw new Error('not copied');
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-copy], [data-tab], [data-digits], [data-theme], a[data-language], [data-speaker]');
    if (!button) return;
    const { copy: words, tab, digits, theme, language, speaker, done, failed } = button.dataset;
    if (words !== undefined) {
      const name = button.textContent;
      copy(words).then(() => { button.textContent = done; }, () => { button.textContent = failed; })
        .finally(() => setTimeout(() => { button.textContent = name; }, 2500));
    } else if (tab) {
      document.querySelectorAll('#tabs [role="tab"]')[Number(tab)]?.click();
      if (tab === '0') setTimeout(() => document.querySelector('#question textarea')?.focus(), 100);
    } else if (digits) {
      remember('isnad_digits', digits);
      location.reload();
    } else if (theme !== undefined) {
      localStorage.setItem('isnad_theme', document.body.classList.contains('dark') ? 'light' : 'dark');
      themed();
    } else if (speaker) {
      remember('isnad_speaker', speaker);
      for (const one of button.parentElement.children) one.setAttribute('aria-pressed', String(one === button));
    } else if (language) {
      remember('isnad_language', language);
      event.preventDefault();
      location.href = `/${language}/${location.search}`;
    }
  });

  /* Dragging a window on the histogram fills the two days of the form. */
  let from = null;
  const slot = (histogram, x) => {
    const bars = [...histogram.querySelectorAll('g')];
    return bars.find((bar) => { const at = bar.firstElementChild.nextElementSibling.getBoundingClientRect(); return x >= at.left && x <= at.right; });
  };
  const choose = (histogram, one, other) => {
    const [first, last] = one.dataset.from <= other.dataset.from ? [one, other] : [other, one];
    for (const bar of histogram.querySelectorAll('g')) {
      bar.classList.toggle('in', bar.dataset.from >= first.dataset.from && bar.dataset.to <= last.dataset.to);
    }
    const form = histogram.closest('form');
    form.elements.from.value = first.dataset.from;
    form.elements.to.value = last.dataset.to;
  };
  document.addEventListener('pointerdown', (event) => {
    const histogram = event.target.closest?.('.histogram.dragged svg');
    const bar = histogram && slot(histogram, event.clientX);
    if (!bar) return;
    event.preventDefault();
    from = { histogram, bar };
    choose(histogram, bar, bar);
  });
  document.addEventListener('pointermove', (event) => {
    const bar = from && slot(from.histogram, event.clientX);
    if (bar) choose(from.histogram, from.bar, bar);
  });
  for (const kind of ['pointerup', 'pointercancel']) document.addEventListener(kind, () => { from = null; });
  /* The same with the arrow keys: they move the window by a bar, with Shift only its end; Home and End go to the ends. */
  const windows = new WeakMap();
  document.addEventListener('keydown', (event) => {
    const histogram = event.target.closest?.('.histogram.dragged svg');
    if (!histogram || event.ctrlKey || event.metaKey || event.altKey) return;
    const bars = [...histogram.querySelectorAll('g')];
    const chosen = bars.filter((bar) => bar.classList.contains('in'));
    const known = windows.get(histogram);
    const [first, at] = known ?? (chosen.length ? [bars.indexOf(chosen[0]), bars.indexOf(chosen.at(-1))] : [bars.length, bars.length]);
    const later = root.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const earlier = root.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const to = { [later]: at + 1, [earlier]: at - 1, Home: 0, End: bars.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const end = Math.max(0, Math.min(to, bars.length - 1));
    const start = event.shiftKey ? Math.min(first, bars.length - 1) : end;
    windows.set(histogram, [start, end]);
    choose(histogram, bars[start], bars[end]);
  });

  /* Files are sent one after the other; then the panel is told which came in. Too large ones are named and left out. */
  const files = async (entry) => {
    if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
    const reader = entry.createReader();
    const found = [];
    const visible = (one) => !one.name.startsWith('.');  // .DS_Store and such
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return found;
      for (const one of some.filter(visible)) found.push(...await files(one));
    }
  };
  const send = async (zone, chosen) => {
    const section = zone.closest('section');
    const status = section.querySelector('.sending');
    const lines = [];
    const paths = [];
    const tell = (line) => status.replaceChildren(...[...lines, line].filter(Boolean).map((words) => make('span', words)));
    const wanted = chosen.filter((file) => !(file.webkitRelativePath && file.name.startsWith('.')));  // .DS_Store and such
    for (const [at, file] of wanted.entries()) {
      tell(zone.dataset.sending.replace('{done}', at + 1).replace('{all}', wanted.length));
      if (file.size > zone.dataset.most * 1048576) {
        lines.push(zone.dataset.tooBig.replace('{name}', file.name));
        continue;
      }
      try {
        const sent = await new Promise((done, failed) => section.dispatchEvent(new CustomEvent('isnad:upload', {
          bubbles: true, detail: { file, answer: (promise) => promise.then(done, failed) },
        })));
        paths.push(sent.path);
      } catch {
        lines.push(zone.dataset.refused.replace('{name}', file.name));
      }
    }
    tell('');
    const source = section.querySelector('[name="source"]').value;
    if (paths.length) section.dispatchEvent(new CustomEvent('isnad:take', { bubbles: true, detail: { paths, source } }));
  };
  document.addEventListener('change', (event) => {
    const chooser = event.target.closest?.('input[data-upload]');
    if (!chooser) return;
    send(chooser.closest('[data-drop]'), [...chooser.files]);
    chooser.value = '';
  });
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, async (event) => {
      const zone = event.target.closest?.('[data-drop]');
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle('over', kind === 'dragover');
      if (kind !== 'drop') return;
      const dropped = [...event.dataTransfer.items].filter((item) => item.kind === 'file');
      const entries = dropped.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
      const found = [];
      for (const one of entries.filter(Boolean)) found.push(...(one instanceof File ? [one] : await files(one)));
      send(zone, found);
    });
  }

  const settled = () => {
    themed();
    document.querySelector('#question textarea')?.setAttribute('dir', 'auto');
  };
  new MutationObserver(settled).observe(root, { childList: true, subtree: true });
  settled();
})();
