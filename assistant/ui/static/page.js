/* What the page does in the browser alone: nothing here sends anything but through the panels' own events. */
(() => {
  const self = document.currentScript;
  const root = document.documentElement;
  root.lang = self.dataset.language;
  root.dir = self.dataset.direction;

  const text = (name, words, kind) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.textContent = words;
    return made;
  };

  window.isnad = {
    /* The first sign that a question came in; the server's own follows. */
    waiting(question, line) {
      if (!question.trim()) return document.querySelector('#present .html-container > div, #present')?.innerHTML ?? '';
      const turn = text('article', '', 'turn');
      const asked = text('h3', '', 'asked');
      const words = text('span', question);
      words.dir = 'auto';
      asked.append(words);
      turn.append(asked, text('p', line, 'working'));
      return turn.outerHTML;
    },
  };
})();
