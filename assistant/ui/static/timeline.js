/* The picture of a timeline: the marks that the server listed, laid over an axis of time that runs as the page reads.
   Everything is counted from the side where time begins, in days and pixels; the browser mirrors it for Arabic.
   Zooming and moving happen here alone. Words of documents are never touched: they came escaped, and only move. */
(() => {
  const DAY = 86400000;

  /* -- time and room: arithmetic without a page -------------------------------------------------------------------- */

  const dayOf = (iso) => Math.round(Date.parse(iso) / DAY);
  const civil = (day) => {
    const at = new Date(day * DAY);
    return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate(), weekday: at.getUTCDay() };
  };
  const monthStart = (months) => new Date(0).setUTCFullYear(0, months, 1) / DAY;  // months since the year 0

  /* What ticks can stand for; `room` is what the label of one needs, in rem. */
  const UNITS = [
    { name: 'day', days: 1, room: 2 },
    { name: 'week', days: 7, room: 2.4 },
    { name: 'month', months: 1, room: 4.6 },
    { name: 'quarter', months: 3, room: 4.6 },
    { name: 'half', months: 6, room: 4.6 },
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((years) => ({ name: 'year', months: 12 * years, room: 3.2 })),
  ];
  const [MONTH, YEAR] = ['month', 'year'].map((name) => UNITS.find((unit) => unit.name === name));
  /* The finest unit whose ticks have room at so many rem a day. */
  const unitFor = (scale) => UNITS.find((unit) => (unit.days ?? unit.months * 30.4) * scale >= unit.room) ?? UNITS.at(-1);
  /* The first day of the unit that a day lies in (weeks begin on Monday), and that of the unit after. */
  const startOf = (day, unit) => {
    if (unit.days) return unit.days === 7 ? day - (((civil(day).weekday + 6) % 7)) : day;
    const { year, month } = civil(day);
    return monthStart(Math.floor((year * 12 + month) / unit.months) * unit.months);
  };
  const after = (start, unit) => {
    if (unit.days) return start + unit.days;
    const { year, month } = civil(start);
    return monthStart(year * 12 + month + unit.months);
  };
  /* The first days of all units that meet [first, last), in order. */
  const ticks = (first, last, unit) => {
    const found = [];
    for (let at = startOf(Math.floor(first), unit); at < last; at = after(at, unit)) found.push(at);
    return found;
  };

  /* Lanes for marks, so that none lies on another. A mark holds [start, end) and would like `words` more pixels behind
     it, or else before it; the first in the list get them first, in the `most` lanes nearest to the axis. */
  const place = (marks, width, most) => {
    const lanes = [];
    const put = (start, end, limit) => {
      for (let lane = 0; lane < limit; lane += 1) {
        const taken = (lanes[lane] ??= []);
        if (taken.every((other) => other.end <= start || end <= other.start)) {
          taken.push({ start, end });
          return lane;
        }
      }
      return -1;
    };
    return marks.map(({ start, end, words }) => {
      if (words && end + words <= width) {
        const lane = put(start, end + words, most);
        if (lane >= 0) return { lane, side: 'after' };
      }
      if (words && start - words >= 0) {
        const lane = put(start - words, end, most);
        if (lane >= 0) return { lane, side: 'before' };
      }
      return { lane: put(start, end, marks.length + most), side: '' };
    });
  };

  window.isnadTime = { dayOf, civil, UNITS, unitFor, ticks, place };

  /* -- one picture -------------------------------------------------------------------------------------------------- */

  const SPANS = { year: 366, month: 31, week: 7, day: 3 };  // days in view; a day with its neighbours
  const MOST_LANES = 12;
  const SMALL = [0, 0.8, 0.95, 1.1, 1.25];  // points in rem, by the sizes of marks
  const NEAREST = 1.5;  // the fewest days in view
  const EASTERN = '٠١٢٣٤٥٦٧٨٩';
  const seen = new Map();  // by the key of a picture: how it was left, for when the server draws it anew
  const make = (kind, words, name = 'span') => {
    const made = document.createElement(name);
    made.className = kind;
    made.textContent = words;
    return made;
  };

  class Picture {
    constructor(figure) {
      this.figure = figure;
      this.sky = figure.querySelector('.sky');
      this.ground = figure.querySelector('.ground');
      this.axis = figure.querySelector('.axis');
      this.listen();
      this.read();
      new ResizeObserver(() => this.draw()).observe(this.sky);
      document.fonts.ready.then(() => { this.measured = 0; this.draw(); });
    }

    /* Take over what the server listed; it may have changed what it listed before in place. */
    read() {
      const { figure } = this;
      this.rtl = figure.dir === 'rtl';
      this.months = figure.dataset.months.split('|');
      this.weekdays = figure.dataset.weekdays.split('|');
      this.marks = [...figure.querySelectorAll('.mark')].map((button) => ({
        button, item: button.parentElement, first: dayOf(button.dataset.from), last: dayOf(button.dataset.to) + 1, size: Number(button.dataset.size),
      }));
      this.view = seen.get(figure.dataset.key) ?? { days: Infinity, from: -Infinity, current: '' };
      seen.set(figure.dataset.key, this.view);
      if (this.view.whole) this.view.days = Infinity;  // of whatever there is now
      this.marks.forEach((mark, at) => { mark.button.tabIndex = at ? -1 : 0; });
      this.measured = 0;
      this.mark(this.view.current);
      this.draw();
    }

    get scale() { return this.sky.clientWidth / this.view.days; }
    offset(clientX) {
      const box = this.sky.getBoundingClientRect();
      return this.rtl ? box.right - clientX : clientX - box.left;
    }
    dayAt(offset) { return this.view.from + offset / this.scale; }
    number(value) { return 'eastern' in this.figure.dataset ? String(value).replace(/\d/g, (digit) => EASTERN[digit]) : String(value); }

    /* What depends on width and letters: how wide the words of the marks are, and the days of the whole picture, with
       room for half a mark at both ends. */
    measure(width) {
      this.rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const first = Math.min(...this.marks.map((mark) => mark.first));
      const last = Math.max(...this.marks.map((mark) => mark.last));
      const edge = 1.25 * this.rem;
      const margin = Math.max(1, ((last - first) * edge) / Math.max(width - 2 * edge, edge));
      this.begin = first - margin;
      this.days = last - first + 2 * margin;
      this.figure.classList.add('measuring');
      for (const mark of this.marks) {
        mark.dot = mark.button.querySelector('.dot').offsetWidth;
        mark.words = mark.button.querySelector('.words').offsetWidth;
      }
      this.figure.classList.remove('measuring');
      this.measured = width;
    }

    draw() {
      const width = this.sky.clientWidth;
      if (!width) return;  // in a tab that is not shown
      if (this.measured !== width) this.measure(width);
      const { view, rem } = this;
      view.days = Math.min(Math.max(view.days, NEAREST), this.days);
      view.from = Math.min(Math.max(view.from, this.begin), this.begin + this.days - view.days);
      view.whole = view.days >= this.days * 0.999;
      const scale = this.scale;
      const whole = this.days * scale;
      const { boxes, placed, words, dense } = this.fit(scale, whole);
      this.figure.classList.toggle('dense', dense);
      boxes.forEach(({ mark, start, long }, at) => {
        const { lane, side } = placed[at];
        const style = mark.item.style;
        const before = side === 'before' ? Math.min(mark.words, words) : 0;
        mark.button.classList.toggle('before', side === 'before');
        mark.button.classList.toggle('bare', !side);
        style.insetInlineStart = `${start - before}px`;
        style.setProperty('--lane', lane);
        style.setProperty('--long', `${long}px`);
        style.setProperty('--stem', `${before + long / 2}px`);
      });
      this.ground.style.setProperty('--words', `${words}px`);
      this.ground.style.inlineSize = `${whole}px`;
      this.sky.style.setProperty('--lanes', Math.max(3, ...placed.map(({ lane }) => lane + 1)));
      this.figure.classList.add('drawn');
      const left = (view.from - this.begin) * scale;
      this.sky.scrollLeft = this.rtl ? -left : left;
      this.drawAxis();
      this.tell();
    }

    /* Place the marks, the weightiest first, with as many of their words as there is room for beside each of them. Where
       there is none some go without, and where there are too many for that they all shrink to points. */
    fit(scale, whole) {
      const { rem } = this;
      const boxed = (dense) => this.marks.map((mark) => {
        const dot = dense ? SMALL[mark.size] * rem : mark.dot;
        const long = mark.last - mark.first > 1 ? Math.max((mark.last - mark.first) * scale, dot) : dot;
        const middle = ((mark.first + mark.last) / 2 - this.begin) * scale;
        return { mark, long, start: middle - long / 2, end: middle + long / 2 + (dense ? 0.1 : 0.25) * rem };
      }).sort((one, other) => other.mark.size - one.mark.size || one.start - other.start);
      const boxes = boxed(false);
      const most = this.sky.clientWidth < 28 * rem ? 5 : 7;
      let placed;
      for (const widest of [20, 16, 13, 10]) {
        const words = widest * rem;
        placed = place(boxes.map((box) => ({ ...box, words: Math.min(box.mark.words, words) })), whole, most);
        if (placed.every(({ side }) => side)) return { boxes, placed, words, dense: false };
      }
      if (Math.max(...placed.map(({ lane }) => lane)) < MOST_LANES) return { boxes, placed, words: 10 * rem, dense: false };
      const points = boxed(true);
      return { boxes: points, placed: place(points, whole, 0), words: 0, dense: true };
    }

    /* Ticks for what is in view and some way beside it. */
    drawAxis() {
      const { view, scale } = this;
      const unit = unitFor(scale / this.rem);
      const edge = view.days / 2;
      const first = Math.max(view.from - edge, this.begin);
      const last = Math.min(view.from + view.days + edge, this.begin + this.days);
      const at = (day) => `${Math.max(day - this.begin, 0) * scale}px`;
      const fine = ticks(first, last, unit).filter((day) => day >= this.begin).map((day) => {
        const room = (Math.min(after(day, unit), this.begin + this.days) - day) * scale;
        const tick = make(`tick ${unit.name}`, room > unit.room * 0.7 * this.rem ? this.fine(day, unit) : '');
        tick.style.insetInlineStart = at(day);
        tick.style.setProperty('--room', `${(after(day, unit) - day) * scale}px`);
        return tick;
      });
      const above = unit.days ? MONTH : unit.name === 'year' ? null : YEAR;
      const coarse = !above ? [] : ticks(first, last, above).map((day) => {
        const tick = make('epoch', '');
        tick.append(make('', above.months === 1 ? this.month(day) : this.number(civil(day).year)));
        tick.style.insetInlineStart = at(day);
        tick.style.inlineSize = `${(Math.min(after(day, above), this.begin + this.days) - Math.max(day, this.begin)) * scale}px`;
        return tick;
      });
      this.axis.replaceChildren(...fine, ...coarse);
      for (const tick of coarse) tick.classList.toggle('narrow', tick.firstChild.offsetWidth > tick.offsetWidth);
    }
    fine(day, unit) {
      const { year, month, date, weekday } = civil(day);
      if (unit.name === 'day') return `${this.scale >= 6 * this.rem ? `${this.weekdays[weekday]} ` : ''}${this.number(date)}`;
      if (unit.name === 'week') return this.number(date);
      return unit.name === 'year' ? this.number(year) : this.months[month].replace('/', '\u200b/');
    }
    month(day) {
      const { year, month } = civil(day);
      return `${this.months[month]} ${this.number(year)}`;
    }
    date(day) { return `${this.number(civil(day).date)} ${this.month(day)}`; }

    /* Say, once it rests, which days are in view, and which button they answer to. */
    tell() {
      clearTimeout(this.telling);
      const { view } = this;
      for (const button of this.figure.querySelectorAll('[data-view]')) {
        const span = SPANS[button.dataset.view];
        button.disabled = Boolean(span) && span >= this.days;
        button.ariaPressed = String(span ? !view.whole && Math.abs(view.days - span) < 0.01 : view.whole);
      }
      this.figure.querySelector('[data-step-zoom="out"]').disabled = view.whole;
      this.figure.querySelector('[data-step-zoom="in"]').disabled = view.days <= NEAREST;
      const say = () => {
        const first = this.date(Math.ceil(view.from));
        const last = this.date(Math.max(Math.ceil(view.from), Math.ceil(view.from + view.days) - 1));
        const line = this.figure.querySelector('.seen');
        if (line.dataset.line === first + last) return;
        line.dataset.line = first + last;
        line.replaceChildren(make('', first, 'bdi'), ' – ', make('', last, 'bdi'));
      };
      if (this.said) this.telling = setTimeout(say, 250);
      else say();
      this.said = true;
    }

    /* Bring `days` into view so that a day stays at its place. */
    zoom(days, day, offset) {
      const width = this.sky.clientWidth;
      this.view.days = Math.min(Math.max(days, NEAREST), this.days);
      this.view.from = day - (offset / width) * this.view.days;
      this.draw();
    }
    /* What zooming to so many days by a button or a key goes to: the mark that is chosen; else, from the whole, where
       the most marks are together; else the one nearest to the middle. */
    middle(days) {
      const { view } = this;
      const centre = view.from + view.days / 2;
      const together = (first) => this.marks.filter((mark) => mark.first >= first && mark.last <= first + days);
      const inside = (mark) => mark.first < view.from + view.days && mark.last > view.from;
      const chosen = this.marks.find((mark) => mark.button === document.activeElement) ?? this.marks.find((mark) => mark.button.ariaCurrent && inside(mark));
      const away = (mark) => Math.abs((mark.first + mark.last) / 2 - centre);
      if (!chosen && view.whole && days < view.days) {
        const [one] = this.marks.map((mark) => together(mark.first)).sort((a, b) => b.length - a.length);
        if (one.length) return (one[0].first + Math.max(...one.map((mark) => mark.last))) / 2;
      }
      const mark = chosen ?? this.marks.reduce((one, other) => (away(other) < away(one) ? other : one));
      return (mark.first + mark.last) / 2;
    }
    near(days) {
      this.zoom(days, this.middle(days), this.sky.clientWidth / 2);
    }
    show(mark) {
      const { view } = this;
      const edge = Math.min(view.days / 8, (4 * this.rem) / this.scale);
      if (mark.first >= view.from + edge && mark.last <= view.from + view.days - edge) return;
      view.from = (mark.first + mark.last - view.days) / 2;
      this.draw();
    }
    focus(mark) {
      this.show(mark);
      for (const other of this.marks) other.button.tabIndex = other === mark ? 0 : -1;
      mark.button.focus({ preventScroll: true });
    }

    /* Set off the mark and the row of an event, by the number of its first quote. */
    mark(n) {
      this.view.current = n;
      const whole = this.figure.closest('.timeline');
      for (const row of whole.querySelectorAll('[data-event]')) row.classList.toggle('current', row.dataset.event === n);
      for (const mark of this.marks) {
        mark.button.ariaCurrent = mark.button.dataset.n === n ? 'true' : null;
        if (mark.button.ariaCurrent && this.measured) this.show(mark);
      }
    }

    listen() {
      const { sky, figure } = this;
      sky.addEventListener('scroll', () => {
        if (this.waiting) return;
        this.waiting = requestAnimationFrame(() => {
          this.waiting = 0;
          this.view.from = this.begin + Math.abs(sky.scrollLeft) / this.scale;
          this.drawAxis();
          this.tell();
        });
      });
      figure.addEventListener('click', (event) => {
        const button = event.target.closest('[data-view], [data-step-zoom]');
        if (!button) return;
        const { view: wanted, stepZoom } = button.dataset;
        if (wanted) this.near(SPANS[wanted] ?? this.days);
        else this.near(this.view.days * (stepZoom === 'in' ? 0.5 : 2));
      });
      figure.addEventListener('keydown', (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === '+' || event.key === '=') this.near(this.view.days / 2);
        else if (event.key === '-' || event.key === '−') this.near(this.view.days * 2);
        else {
          const at = this.marks.findIndex((mark) => mark.button === event.target);
          const forward = { ArrowRight: !this.rtl, ArrowLeft: this.rtl }[event.key];
          const to = { Home: 0, End: this.marks.length - 1 }[event.key] ?? (forward === undefined ? -1 : at + (forward ? 1 : -1));
          if (at < 0 || !this.marks[to]) return;
          this.focus(this.marks[to]);
        }
        event.preventDefault();
      });
      figure.addEventListener('focusin', (event) => {
        for (const mark of this.marks) {
          if (mark.button === event.target) this.show(mark);
        }
      });
      /* The wheel zooms with Ctrl, as pinching on a touchpad does; without it once the picture was taken hold of. */
      sky.addEventListener('wheel', (event) => {
        if (!(event.ctrlKey || event.metaKey || this.held) || !event.deltaY) return;
        event.preventDefault();
        const offset = this.offset(event.clientX);
        const turned = event.deltaY * (event.deltaMode ? 30 : 1);
        this.zoom(this.view.days * Math.exp(Math.min(Math.max(turned, -400), 400) / 300), this.dayAt(offset), offset);
      }, { passive: false });
      sky.addEventListener('pointerleave', () => { this.held = false; });
      /* Dragging with the mouse moves; a finger scrolls by itself, and two of them zoom. */
      sky.addEventListener('pointerdown', (event) => {
        if (event.pointerType === 'touch' || event.button) return;
        this.held = true;
        const from = { x: event.clientX, left: sky.scrollLeft };
        const until = new AbortController();
        const drag = ({ clientX }) => {
          if (Math.abs(clientX - from.x) > 4) sky.classList.add('dragged');
          if (sky.classList.contains('dragged')) sky.scrollLeft = from.left - (clientX - from.x);
        };
        const end = () => {
          until.abort();
          setTimeout(() => sky.classList.remove('dragged'));  // after the click that ends a drag
        };
        addEventListener('pointermove', drag, { signal: until.signal });
        for (const kind of ['pointerup', 'pointercancel']) addEventListener(kind, end, { signal: until.signal });
      });
      sky.addEventListener('click', (event) => {
        if (sky.classList.contains('dragged')) event.stopPropagation();  // a drag is no click
      }, true);
      const fingers = ({ touches: [one, other] }) => ({
        apart: Math.max(Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY), 1),
        offset: this.offset((one.clientX + other.clientX) / 2),
      });
      sky.addEventListener('touchstart', (event) => {
        if (event.touches.length !== 2) return;
        const { apart, offset } = fingers(event);
        this.pinch = { apart, day: this.dayAt(offset), days: this.view.days };
      }, { passive: true });
      sky.addEventListener('touchmove', (event) => {
        if (!this.pinch || event.touches.length !== 2) return;
        event.preventDefault();
        const { apart, offset } = fingers(event);
        this.zoom((this.pinch.days * this.pinch.apart) / apart, this.pinch.day, offset);
      }, { passive: false });
      sky.addEventListener('touchend', () => { this.pinch = null; });
    }
  }

  /* -- the page ------------------------------------------------------------------------------------------------------ */

  const drawn = new WeakMap();
  const settle = (panel) => {
    for (const figure of document.querySelectorAll('.picture')) {
      const picture = drawn.get(figure);
      if (picture?.sky !== figure.querySelector('.sky')) drawn.set(figure, new Picture(figure));
      else if (panel.contains(figure)) picture.read();
    }
  };
  document.addEventListener('isnad:shown', (event) => settle(event.target));
  /* Whatever opens a quote, in the picture, the list or the pane, sets off its event in picture and list. */
  document.addEventListener('click', (event) => {
    const more = event.target.closest?.('[data-act="more"]');
    if (more) {
      more.disabled = true;
      more.textContent = more.dataset.waiting;
    }
    const opener = event.target.closest?.('[data-act="open"][data-n]');
    if (!opener) return;
    const { turn, n } = opener.dataset;
    for (const whole of (opener.closest('[role="tabpanel"]') ?? document).querySelectorAll('.timeline')) {
      const figure = whole.querySelector('.picture');
      const row = whole.dataset.turn === turn ? whole.querySelector(`.events [data-n="${Number(n)}"]`)?.closest('[data-event]') : null;
      drawn.get(figure)?.mark(row?.dataset.event ?? '');
    }
  });
})();
