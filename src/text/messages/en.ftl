# Findings and sentences in English. Each: one sentence that says what is wrong; .label stands beside the carets; .help says what to write.

level-error = error
level-warning = warning
level-note = note
level-help = help

built = Built { $reports ->
    [one] 1 report
   *[other] { $reports } reports
}, { $pages } pages, { $files } files with { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
} in { $seconds } s → { $folder }
not-built = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}: nothing was written; a portal built before is unchanged.
machine = { $path }: { $reason }.
machine-not-found = does not exist
machine-permission = permission denied
machine-full = the disk is full
machine-read-only = the file system is read-only
machine-address = is no address of this machine
machine-address-taken = is taken, and so are the ports after it
machine-not-a-folder = is not a folder, or lies below a file

preview-read = { $reports ->
    [one] 1 report
   *[other] { $reports } reports
}, { $pages } pages, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $seconds } s
preview-not-read = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}; the browser shows { $errors ->
    [one] it
   *[other] them
} until there are pages.
preview-ready = Preview at { $url }, up to date as long as this runs; Ctrl-C ends it.
preview-other-port = Port { $wanted } is taken, so the preview has another one.
preview-not-opened = No browser could be opened: { $reason }.
preview-changed = { $changed }: { $milliseconds } ms, { $warnings ->
    [0] no warnings
    [one] 1 warning
   *[other] { $warnings } warnings
}
preview-changed-wrongly = { $changed }: { $milliseconds } ms, { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warnings
    [one] 1 warning
   *[other] { $warnings } warnings
}; the pages stay as they were
preview-several = { $first } and { $more ->
    [one] 1 more file
   *[other] { $more } more files
}
preview-everything = all files
preview-errors = { $errors ->
    [one] 1 error: the page is as it was before
   *[other] { $errors } errors: the page is as it was before
}
preview-findings = { $findings ->
    [one] 1 warning about this page
   *[other] { $findings } warnings about this page
}
preview-close = Close
preview-no-page = There is no page to show yet. As soon as the errors are mended, it stands here.
preview-polls-far-disk = The folder is on another machine's disk, which tells of no changes: all files are looked at every half second.
preview-polls-watch-limit = The system watches too few folders for this site (fs.inotify.max_user_watches): all files are looked at every half second.
preview-polls-no-events = The system tells of no changes: all files are looked at every half second.

destination-root = { $folder } is the root folder and cannot be the destination.
destination-home = { $folder } is the home folder or above it and cannot be the destination.
destination-above-site = { $folder } is the site's own folder or above it and cannot be the destination: a build replaces all that is in it. Name another folder with --destination.
destination-in-sources = { $folder } is inside the site's content, themes or forms and cannot be the destination. Name another folder with --destination.
destination-no-folder = { $folder } is a file, not a folder.
destination-foreign = { $folder } is not empty and was not written by gongkai, so it is not replaced. Empty it, or name another folder with --destination.

no-site-file = there is no site.yaml
    .help = run this in the folder with site.yaml, or name the folder: gongkai build FOLDER
unreadable = cannot be read: { $reason }
symbolic-link = symbolic links are refused
    .help = put the file itself here; a link could publish a file from outside the site.
not-a-regular-file = not a regular file
name-not-utf8 = the file's name is not UTF-8
    .help = give it another name.
not-utf8 = not UTF-8: byte { $offset } makes no sense, { $likely ->
    [none] this is no text, or it is damaged
   *[other] the encoding is probably { $likely }
}
    .help = save it as UTF-8. Notepad: File, Save as, Encoding "UTF-8"; WPS and Word: save as plain text, encoding "UTF-8".
changed-while-building = the file changed while the portal was being built; build again

no-front-matter = there is no front matter
    .label = the first line should be ---
    .help = begin the file with ---, then title and the other keys, then another line ---, then the text.
front-matter-not-closed = the front matter does not end
    .label = it begins here, and no line --- follows
    .help = put a line --- between the last key and the text.
yaml-syntax = this YAML cannot be read
    .label = nothing makes sense from here
    .help = usual causes: a quote or bracket without its partner, no blank after a colon, uneven indentation. Put text with a colon or # in double quotes.
yaml-empty = there is nothing here
    .help = at least one line "key: value" should stand here.
yaml-no-blank = there is no blank after the colon
    .label = put a blank after it
yaml-bracket = a bracket is not closed, or a comma is missing
    .label = nothing makes sense from here
    .help = write a list as [1, 2, 3], with ordinary commas and brackets, and a map as {"{"}key: value{"}"}.
yaml-quote = a quote is not closed
    .label = the other quote has not been found up to here
    .help = quotes come in pairs; put text with double quotes in single ones.
yaml-character = a value cannot begin with this character
    .label = here
    .help = put text that begins with @ % & * ` in double quotes.
yaml-second-document = there is another line ---, and what follows is not read
    .help = delete it and what follows.
yaml-tab = a tab is used for indentation
    .help = YAML is indented with blanks only.
yaml-full-width-colon = the key is followed by a full-width colon "："
    .label = should be an ordinary colon and a blank
    .help = write "key: value", with an ordinary colon and a blank after it.
yaml-second-colon = the value holds a colon and a blank, which begins another key
    .help = put the whole value in double quotes: title: "Notice: …".
yaml-tag = tags (beginning with !) are refused
    .help = put text that begins with ! in double quotes.
yaml-odd-key = a key can be neither empty nor a list
yaml-too-many-values = too many values, or nested too deeply
yaml-too-large = front matter or data of more than { $most } bytes
yaml-too-many-brackets = more than { $most } brackets and braces
yaml-hidden-break = there is an invisible character { $character }
    .label = here
    .help = it probably came with pasted text and counts as the end of a line. Delete it and type the passage anew.

duplicate-key = "{ $key }" stands twice
    .label = the second time
    .help = delete one of them; otherwise nobody knows which one counts.
duplicate-key-first = the first time is here
unknown-key = there is no key "{ $key }"
    .label = did you mean { $nearest }?
unknown-key-far = there is no key "{ $key }"
    .help = these can stand here: { $known }.
missing-key = "{ $key }" is missing
    .help = add a line { $key }: …
expected-text = "{ $key }" should be text
expected-list = "{ $key }" should be a list
    .help = write [one, two], or each on its own line after "- ".
expected-map = this should be keys with values
expected-day = "{ $key }" should be a day
    .label = this is "{ $written }"
    .help = write 2017-01-20, and a day that there is.
expected-year = "{ $key }" should be a year from 1949 to 2100
    .label = this is "{ $written }"
    .help = write 2016.
expected-whole-number = "{ $key }" should be a whole number
    .label = this is "{ $written }"
expected-flag = "{ $key }" should be true or false
    .label = this is "{ $written }"
expected-language = "{ $key }" should be zh-CN or en
    .label = this is "{ $written }"
expected-web-address = "{ $key }" should be a web address
    .label = this is "{ $written }"
    .help = write https://www.example.gov.cn/xxgk/.
expected-level = there is no level "{ $written }"
    .help = one of province, city, county, township, street, department.
expected-layout = there is no layout "{ $written }"
    .help = one of list, part, matrix, across.
expected-identifier = "{ $key }" takes lower-case letters, digits, - and _ only
    .label = this is "{ $written }"
expected-row-key = "{ $key }" takes lower-case letters, digits and _, in parts joined by dots
    .label = this is "{ $written }"
heading-without-rows = there are no rows below the heading "{ $key }"
    .help = leave heading out, or write rows below it.
ambiguous-cell = "{ $cell }" is a row, and a column of another row as well
    .help = give one of them another name.
expected-figure = this should be one figure
theme-name = the theme's name "{ $name }" holds a character that it cannot
    .help = write the name of a folder in themes/.
unknown-theme = there is no theme "{ $name }"
    .help = it should be in themes/{ $name }/; without theme: the built-in one is used.

year-disagrees = the front matter says { $year }, the path says { $path }
    .label = not the path's year
    .help = correct one of them.
report-without-agency = the report belongs to no agency
    .help = put an agency.yaml with name and level into the report's folder or one above it.
agency-without-folder = agency.yaml must stand in the agency's own folder
    .help = make a folder for the agency below content, as in content/xigang/agency.yaml, and put its reports there.
looks-like-source = this file is published as it is, not read as a report or an agency
    .help = a report's name ends in .md, in lower case, and an agency's file is agency.yaml.
second-report = the agency has another report on { $year }
    .help = standing and totals take one of them, the first published with statistics; replace a report by its correction, or explain the correction in it.
second-report-first = the other one
duplicate-form = the form { $id } is defined twice
    .help = give one of the two another id.
duplicate-form-first = the other place
last-before-first = the last year { $last } is before the first
unknown-form = there is no form "{ $form }"
    .label = write: { $nearest }
unknown-row = the form { $form } has no row "{ $key }"
    .label = did you mean { $nearest }?
unknown-row-far = the form { $form } has no row "{ $key }"
    .help = rows are named as in the form's file.
row-is-a-heading = the row "{ $key }" is a heading and takes no figure
unknown-column = there is no column "{ $key }"
    .label = write: { $nearest }
wrong-number-of-columns = "{ $key }" has { $wanted } columns, and { $given } are written
    .help = write { $wanted } in this order: { $columns }; ~ for a blank.

figure-leading-zero = "{ $written }" begins with 0
    .label = write { $instead }
figure-full-width = "{ $written }" has full-width characters
    .label = write { $instead }
figure-separator = "{ $written }" has separators
    .label = write { $instead }
figure-base = "{ $written }" is not a decimal number
    .label = write it as a decimal number
figure-decimals-in-count = "{ $written }" has decimals, but this is a count
    .label = should be a whole number
figure-decimals = "{ $written }" is no amount
    .label = up to six decimals, as 12.5
figure-negative = "{ $written }" is negative, which this figure cannot be
    .label = should be 0 or more
figure-plus = "{ $written }" needs no plus sign
    .label = write the number alone
figure-too-large = "{ $written }" is too large, the most is 18 digits
    .label = please check it
figure-unit = "{ $written }" has a unit, which the form says already
    .label = write the number alone, in the unit of the form
figure-scale = "{ $written }" has a word for ten thousand or the like
    .label = write it in the form's unit
    .help = where the unit is 万元, write 1.5 for 1.5万元; where it is 件 or 条, write 30000 for 3万件.
row-with-column = "{ $key }" is a cell, not a row
    .label = write { $row }: {"{"}{ $column }: …{"}"}

figure-not-applicable = "{ $written }" is written n/a
    .label = write n/a
figure-point = "{ $written }" needs digits on both sides of the point
    .label = write { $instead }
full-width-comma = the figures are separated by full-width commas
    .label = should be ordinary commas
    .help = write [1, 2, 3].
figure-dash = "{ $written }" is not a figure
    .label = leave it out if it is blank
    .help = blank: leave it out, or write ~; not applicable: n/a; really zero: 0. These are three things.
figure-not-a-number = "{ $written }" is not a figure
    .label = should be a number, as 12
    .help = blank: leave it out, or write ~; not applicable: n/a; really zero: 0.

duplicate-table = the table "{ $id }" stands twice
duplicate-row = the row "{ $key }" stands twice
duplicate-column = the column "{ $key }" stands twice
unknown-series = there is no series "{ $id }"
    .help = one of { $known }.
series-cell = the series "{ $id }" names a cell that does not exist
    .help = write ROW.COLUMN, or ROW in a table of one column; join several cells with +.

raw-html = HTML in the text has no effect and is shown as text
    .label = here
    .help = write Markdown instead.
unread-link = this looks like a link, but is shown as written
    .label = here
    .help = a file name with blanks or brackets must stand in angle brackets: [text](<file name.pdf>).
refused-address = this address is not allowed, the link has become text
    .label = { $address }
    .help = http, https, mailto, tel and addresses of this site are.
broken-link = the link leads to "{ $destination }", which does not exist
    .label = here
    .help = check the name; write the relative path of a page's .md file, and put attachments beside the report.
no-statistics = "{ $what }": there are no statistics here to take a figure from
    .help = {"{"}figure: …{"}"} and {"{"}statistics{"}"} can stand only in a report with statistics.
statistics-not-alone = "{ $what }" must stand alone in a paragraph
    .label = no table can stand here
    .help = leave a blank line before and after it, one in a paragraph, in no list and no table.
unknown-placeholder = "{ $what }" is no placeholder and is shown as text
    .label = here
    .help = there are {"{"}figure: ROW.COLUMN{"}"}, {"{"}statistics{"}"} and {"{"}statistics: TABLE{"}"}, in lower case.
unknown-cell = there is no cell "{ $what }"
    .help = write {"{"}figure: ROW.COLUMN{"}"}, or {"{"}figure: ROW{"}"} in a table of one column.
blank-cell-in-text = the cell "{ $what }" is blank, so the text has no figure
    .help = fill it in under figures, or rewrite the sentence. Blank is not 0.
unknown-table = there is no table "{ $what }"
table-placed-twice = the same table is placed twice
    .help = delete one of the two.

odd-name = "{ $name }" cannot be part of an address
    .help = folders and .md files in content take a–z, 0–9, -, _ and . only, as in helan/2016/annual-report.md.
same-address = the address "{ $address }" has two sources
    .help = give one of them another name.
same-address-other = the other source

template = the template fails: { $reason }
    .label = here
