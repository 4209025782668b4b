-- The catalogue: what is true. Offsets are Unicode code points of articles.text.
-- articles.indexed is 0 until vectors and lexical index hold all passages of the article.
create table if not exists meta (key text primary key, value text not null) without rowid;

create table if not exists articles (
    id integer primary key autoincrement,
    article_id text not null unique,
    hash text not null,             -- of everything that was read, to know a changed article
    text_hash text not null,        -- of outlet and text, to know a repeated one
    title text not null,
    text text not null,
    published text,                 -- as given
    day text,                       -- ISO date, the outlet's own
    day_known_from text not null,
    source text not null,
    url text,
    collected text,
    metadata text not null,         -- JSON object of strings
    indexed integer not null default 0
);
create index if not exists articles_by_day on articles (day);
create index if not exists articles_by_source on articles (source, day);
create index if not exists articles_by_text on articles (text_hash);
create index if not exists articles_pending on articles (id) where indexed = 0;

create table if not exists repetitions (  -- same outlet and text under another id: no article of its own
    article_id text primary key,
    text_hash text not null,
    record text not null            -- JSON object: the article without its text
) without rowid;
create index if not exists repetitions_by_text on repetitions (text_hash);

create table if not exists passages (
    id integer primary key autoincrement,  -- never used twice: derived indexes may lag behind
    article integer not null references articles (id) on delete cascade,
    number integer not null,
    start integer not null,
    "end" integer not null
);
create index if not exists passages_by_article on passages (article);

create table if not exists sentences (
    passage integer not null references passages (id) on delete cascade,
    number integer not null,        -- in the article, from 0
    start integer not null,
    "end" integer not null,
    primary key (passage, number)
) without rowid;

create table if not exists events (  -- a sentence and a time that it tells of
    id integer primary key,
    article integer not null references articles (id) on delete cascade,
    sentence integer not null,
    start integer not null,         -- the sentence
    "end" integer not null,
    first text not null,            -- ISO dates, inclusive
    last text not null,
    precision text not null,
    approximate integer not null,
    reported integer not null       -- 1: no time in the sentence; it is the lead, dated by its publication
);
create index if not exists events_by_time on events (first, last);
create index if not exists events_by_article on events (article, sentence);

create table if not exists mentions (  -- a place named in a sentence
    article integer not null references articles (id) on delete cascade,
    sentence integer not null,
    place text not null,
    primary key (place, article, sentence)
) without rowid;
create index if not exists mentions_by_article on mentions (article, sentence);

create table if not exists vectors (  -- derived: float16 (1 + sentences, dimensions), the passage's own first
    passage integer primary key references passages (id) on delete cascade,
    data blob not null
);

create table if not exists doomed (  -- passages that derived indexes may still hold
    passage integer primary key
);

create table if not exists conversations (
    id text primary key,
    name text not null,
    created text not null,          -- ISO, UTC
    updated text not null
) without rowid;

create table if not exists turns (  -- a question and what was answered, as it was shown
    conversation text not null references conversations (id) on delete cascade,
    number integer not null,        -- from 1
    asked_at text not null,         -- ISO, with the asker's offset
    question text not null,
    answer text not null,           -- JSON object
    state text not null,            -- JSON object: what carries over to the next turn
    folded text not null,           -- question and answer, folded, to search in
    primary key (conversation, number)
) without rowid;

create table if not exists spellings (  -- derived: the archive's words by the skeleton of their consonants
    skeleton text not null,
    word text not null,
    primary key (skeleton, word)
) without rowid;
