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
    const about = make('p', cite.dataset.about, 'about');
    quote.dir = about.dir = 'auto';
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
      const cite = event.target.closest?.('.cite');
      if (cite) show(cite);
      else if (!event.target.closest?.('.hover')) unhover();
    });
  }
  document.addEventListener('scroll', unhover, true);

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
    const panel = event.target.closest('.reading-panel, #present');
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
    if (mark) shown.scrollTop += mark.getBoundingClientRect().top - shown.getBoundingClientRect().top - shown.clientHeight / 3;
    else shown.scrollTop = 0;
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
    const button = event.target.closest?.('[data-copy], [data-tab], [data-digits], [data-theme], a[data-language]');
    if (!button) return;
    const { copy: words, tab, digits, theme, language, done, failed } = button.dataset;
    if (words !== undefined) {
      const name = button.textContent;
      copy(words).then(() => { button.textContent = done; }, () => { button.textContent = failed; })
        .finally(() => setTimeout(() => { button.textContent = name; }, 2500));
    } else if (tab) {
      document.querySelectorAll('#tabs [role="tab"]')[Number(tab)]?.click();
    } else if (digits) {
      remember('isnad_digits', digits);
      location.reload();
    } else if (theme !== undefined) {
      localStorage.setItem('isnad_theme', document.body.classList.contains('dark') ? 'light' : 'dark');
      themed();
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
  document.addEventListener('pointerup', () => { from = null; });

  /* Files are sent one after the other; then the panel is told which came in. Too large ones are named and left out. */
  const files = async (entry) => {
    if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return found;
      for (const one of some) found.push(...await files(one));
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
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
      const found = [];
      for (const entry of entries) found.push(...await files(entry));
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
