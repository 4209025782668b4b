"""Why a file, or a line of it, gave no article; each reason says what to do where that is not plain."""

from index.said import Saying


class Reason(Saying):
    """The reasons of files and their lines."""

    # the path
    NO_FILE = "there is no such file or folder: check the spelling"
    NOT_ALLOWED = "reading it is not allowed: change its permissions"
    UNREADABLE = "cannot be read: {why}"
    FOLDER_CLOSED = "the folder cannot be opened: {why}"
    FOLDER_EMPTY = "the folder holds no files (hidden ones are left out)"
    BROKEN_LINK = "a link to a file that is not there: {target}"
    PIPE = "a pipe, not a file"
    SOCKET = "a socket, not a file"
    DEVICE = "a device, not a file"
    # what the file is
    EMPTY = "is empty: nothing to read"
    NOT_YET = "{kind} is not read yet: convert it to text (UTF-8) first"
    OLD_OFFICE = "an old Office file (DOC, XLS, PPT) is not read yet: convert it to text (UTF-8) first"
    OPEN_DOCUMENT = "an OpenDocument file (ODT, ODS) is not read yet: convert it to text (UTF-8) first"
    EXCEL = "an Excel table (XLSX): save it as CSV (UTF-8)"
    PICTURE = "a picture ({kind}), no text"
    SOUND = "a sound file ({kind}), no text"
    SOUND_OR_VIDEO = "a sound or video file ({kind}), no text"
    VIDEO_OR_PICTURE = "a video or picture file ({kind}), no text"
    VIDEO = "a video file ({kind}), no text"
    PICTURE_OR_SOUND = "a picture or sound file ({kind}), no text"
    PACK = "an archive ({kind}): unpack it first"
    PACKED = "packed ({kind}): unpack it first"
    DATABASE = "a database ({kind}): export it as CSV or JSON Lines"
    TABLE = "a table ({kind}): export it as CSV or JSON Lines"
    PROGRAM = "a program, no text"
    FEED = "a feed (RSS or Atom) is not read yet: save the articles it lists"
    XML = "XML of an unknown kind: convert it to JSON Lines, CSV or text"
    SUFFIX = (
        "files of the kind {suffix} are not read (text, JSON Lines, CSV and HTML are): rename it to .txt if it is"
        " an article"
    )
    BINARY = "holds no text but binary data: convert it to a text file in UTF-8"
    NO_TEXT = "holds no text, only white space"
    NO_ARTICLE = "no article text found in the page (a menu, a script, an empty page?): save the article as text"
    TOO_LARGE = "larger than {most} MB, too much for one article: split it, or write one article a line as JSON Lines"
    GZIP = "is packed with gzip, but damaged or cut off: {why}; what came before is read"
    # its bytes
    NOT_AS_BEGUN = (
        "byte {byte} is not {encoding}, though the file begins as such: {why}; save the original again as UTF-8"
    )
    NOT_ENCODED = "byte {byte} is not {encoding}: save the file as UTF-8"
    NOT_ENCODED_IN_LINE = "byte {byte} of the line ({value}) is not {encoding}: save the file as UTF-8"
    DAMAGED = (
        "byte {byte} ({value}) is not UTF-8, while the rest is: letters are damaged there; save the original again"
        " as UTF-8"
    )
    NO_ENCODING = (
        "its encoding cannot be told (byte {byte} is not UTF-8, and no Arabic code page makes Arabic of it): save it"
        " again as UTF-8"
    )
    QUESTION_MARKS = "its letters were lost before (only question marks are left): get the original"
    MOJIBAKE = (
        "is mojibake (Arabic UTF-8 read in another encoding and saved again), and letters were lost on the way, so"
        " that it cannot be put right: get the original"
    )
    PAGE_DAMAGED = "the page is damaged: {why}: save it again"
    LETTERS_LOST = "letters were lost before"
    # its records
    LONG_LINE = "longer than {most} MB: one article a line"
    EMPTY_LINES = "holds only empty lines: nothing to read"
    NO_ROWS = "holds a header but no rows: nothing to read"
    NO_OBJECTS = "a JSON document without objects: write one object with a 'text' for each article"
    NO_OBJECT = "is no JSON object"
    NO_OBJECT_LINE = 'is no JSON object: each line is one, like {{"id": "1", "title": "…", "text": "…"}}'
    NO_JSON_AT = "is no valid JSON: {why} at character {at}"
    NO_JSON = "is no valid JSON: {why}"
    NESTED = "nested too deeply"
    IN_RECORD = "record {number}: {reason}"
    IN_LINE = "line {number}: {reason}"
    NO_COLUMN = "the header line names no column text (النص): found {found}; expected {expected}"
    NOTHING = "nothing"
    TWO_COLUMNS = "two columns of the header mean {name}: rename one"
    TOO_MANY_FIELDS = "has {fields} fields, the header {columns}: put a field with delimiters in quotation marks"
    OPEN_QUOTE = "a quotation mark opened in this row is never closed; the lines after it are read as rows of their own"
    OPENED_HERE = "a quotation mark that is opened here is not closed"
    BARE_RETURN = "a bare carriage return stands outside quotation marks: save the file with ordinary line ends"
    NO_CSV = "is no valid CSV: {why}; a quotation mark inside a field is written twice"
    NO_CSV_LINES = "is no valid CSV (lines {first} to {last}): {why}; a quotation mark inside a field is written twice"
    # its fields
    MISSING_TEXT = "field 'text' is missing: an article needs one (fields here: {fields})"
    NO_FIELDS = "none"
    EMPTY_TEXT = "field 'text' is empty: nothing to cite"
    NO_STRING = "field {name} is {kind}, not a string"
    TRUE_OR_FALSE = "true or false"
    NUMBER = "a number"
    LIST = "a list"
    OBJECT = "an object"
    HALF_CHARACTER = (
        "{where} holds an unpaired surrogate ({value} at character {at}): half of a character; write the whole"
        " character"
    )
    FIELD = "field {name}"
    FIELD_NAME = "a field name"
    DEEP_FIELD = "field {name} is nested too deeply"
    BAD_ID = "field 'id' holds control characters or is longer than 500: {id}"
