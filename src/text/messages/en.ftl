# Findings and sentences in English. Each: one sentence that says what is wrong; .label stands beside the carets; .help says what to write.

level-error = error
level-warning = warning
level-note = note
level-see = note
level-help = help
more-of-the-same = this file has { $more } more of the same

built = Built { $reports ->
    [one] 1 report
   *[other] { $reports } reports
}, { $pages } pages, { $files } files with { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
} in { $seconds } s → { $folder }
drafts-left-out = {" "}({ $drafts ->
    [one] 1 draft
   *[other] { $drafts } drafts
} left out)
way-first = {" "}· new · manifest { $sum }
way-exchanged = {" "}· exchanged in one step · manifest { $sum }
way-in-place = {" "}· in place, file by file · manifest { $sum }
build-waits = Another build is publishing to the same folder (process { $process }); this one waits for its end.
verify-added = added: { $path }
verify-lost = lost: { $path }
verify-changed = changed: { $path }
verify-half-done = Publishing in place was interrupted here; the next build to this folder finishes it.
verified = Verified { $files } files: all are as they were built · manifest { $sum }
verified-differs = Differs from what was built: { $added } added, { $lost } lost, { $changed } changed · manifest { $sum }
checked = Checked { $reports ->
    [one] 1 report
   *[other] { $reports } reports
}: no errors, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] 1 note
   *[other] { $notes } notes
} in { $seconds } s
checked-errors = Checked: { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] 1 note
   *[other] { $notes } notes
} in { $seconds } s
no-such-code = There is no rule "{ $code }". gongkai check --explain lists all of them.
explain-reading = "{ $code }" is found while files are read, holds always and cannot be set. Its message says what is wrong and what to write instead.
file-exists = { $folder } is there already; nothing was written
year-out-of-range = the year { $year } is not one from { $from } to { $to }
agency-name = --name must be the agency's full name, in one line
no-such-agency = there is no agency in this folder
    .help = Did you mean { $nearest }? gongkai new agency makes one.
no-such-agency-far = there is no agency in this folder
    .help = gongkai new agency PATH --name NAME --level LEVEL makes one.
report-exists = { $agency } has a report on { $year } already; nothing was written
    .help = Change that one, or move it out of content/ first.
no-such-form = there is no form "{ $form }"
    .help = Write --form { $nearest }.
no-form-for-year = no form is in force in { $year }
    .help = Say which one to use: --form, one of { $forms }.
several-forms-for-year = several forms are in force in { $year }: { $forms }
    .help = Say which one to use, with --form.
starter-write-here = Write here.
starter-at-most = Write here, { $most } characters at most.
starter-made = { $folder }/ is a site now.
    .steps = Next:
    {"  "}{ $step1 }
    {"    "}shows it in a browser while you write
    {"  "}{ $step2 }
    {"    "}the form of { $year }, to be filled in
    {"  "}{ $step3 }
    {"    "}or a report of the Word, Excel or other file that there is
    {"  "}{ $step4 }
    {"    "}the portal, ready to be served from { $folder }/public
starter-file = FILE.docx
starter-agency-made = { $path } is an agency now. Its first report: gongkai new report { $agency } { $year }
starter-report-made = { $path } has { $rows ->
    [one] the row
   *[other] the { $rows } rows
} of { $form }{ $carried ->
    [0] , all blank
    [one] ; 1 figure is carried over from { $last }
   *[other] ; { $carried } figures are carried over from { $last }
}. It is a draft until you delete the line "status: draft".
form-unknown = there is no form "{ $form }"
    .help = Write { $nearest }.
form-not-xlsx = { $file } does not end in .xlsx
form-listed = { $id }  { $from }–{ $to }  { $title }  { $norm }
form-written = { $file } is a blank form { $form }. Beside a report that says "statistics: {"{"}form: { $form }, file: { $name }{"}"}" it is what the report's figures are read from.
form-unit = Unit
form-unit-of = Unit: { $unit }
form-filler = Filled in by:                Year:
form-wrong = { $count } rules do not hold; see the last sheet
form-rules = Rules
form-rule-where = Where
form-rule = Rule
form-rule-left = Left
form-rule-right = Right
form-rule-verdict = Found
form-rule-wrong = does not add up
form-rule-doubtful = please verify
form-rules-note = A rule is broken only if it cannot hold whatever stands in the cells that are still blank. Rules about the year before are judged by "gongkai check". A blank cell is no 0: write 0 where there was nothing, n/a where it does not apply.
form-input-title = No figure
form-input = { $kind ->
    [amount] An amount with at most six decimals
   *[count] A whole number
}{ $sign ->
    [signed] {""}
   *[none] , not below 0
}; n/a if it does not apply; nothing if it is not known.
import-text = { $label }: "{ $source }" is no number { $place }
import-glued = { $label }: "{ $source }" may be several numbers { $place }
import-separator = { $label }: "{ $source }" has its digits set apart; write them together if that is the number { $place }
import-unit = { $label }: "{ $source }" is not counted in the form's unit { $place }
import-spelling = { $label }: "{ $source }" is not a number as this cell takes them { $place }
import-spans = { $label }: "{ $source }" stands in a cell over several columns or rows { $place }
import-beside-blank = { $label }: "{ $source }" stands beside a blank and may be two numbers, or there may be none { $place }
import-count = { $label }: "{ $source }" stands in a row that has not as many cells as the table has columns { $place }
import-column = { $label }: no heading says which column "{ $source }" stands in { $place }
import-twice = { $label }: "{ $source }" is one of several figures that the source has for it { $place }
import-ambiguous = "{ $label }" may be any of several rows; it says "{ $source }" { $place }
import-unknown = "{ $label }" is no row of the form; it says "{ $source }" { $place }
import-missing = { $label }: the source has no such row{ $source }{ $place }
import-place = (table { $table }, row { $row }, column { $column })
import-place-sheet = (sheet "{ $sheet }", cell { $cell })
import-converted = the file was in { $encoding }; it has been converted to UTF-8
import-other-year = the report is taken to be on { $year }, but the file also says { $other }
import-no-form = no form was recognised, so there are no figures; if there should be, say which form: --form ID
import-rivals = the figures fit { $others } as well; { $form } was taken because of the year
import-day-of-writing = the file does not say when it was published; { $day }, the day below the text, was taken
import-no-day = the file does not say when it was published; today was taken
import-no-title = the file has no title; one was made from the agency and the year
import-dropped = left out: { $what }
import-not-kept = the original is not kept beside the report: Markdown files there would be read as reports
import-no-year = the file does not say which year it is about
    .help = Say it: --year 2025
import-no-agency = the file does not say whose report it is, by the name of an agency of this site; its title: { $title }
    .help = Say it: --agency PATH (this site has: { $known }); a new one: gongkai new agency PATH --name NAME --level LEVEL
import-too-large = { $file } is larger than 32 MiB
import-encoding = { $file } is not text in UTF-8, UTF-16 or GB18030
import-damaged = { $file } is damaged
    .help = Open it, and save it anew.
import-empty = { $file } is empty: there is no text in it and no table
import-password = { $file } is protected by a password
    .help = Open it, take the password away (File, Info, Protect), and save it.
import-old-office = { $file } is an old file of Word or Excel, whatever its name says
    .help = Renaming does not convert it. Open it and save it as .docx or .xlsx, or: soffice --headless --convert-to docx FILE
import-no-office = { $file } is no file of Word or Excel, whatever its name says
    .help = Open it with the program that it is of, and save it as .docx or .xlsx.
import-is-word = { $file } is a Word file, whatever its name says
    .help = Rename it to .docx.
import-is-sheets = { $file } is an Excel file, whatever its name says
    .help = Rename it to .xlsx.
import-unpacks = { $file } unpacks to far more than such a file should
import-pdf = { $file } is a PDF file
    .help = Make text of it first: pdftotext -layout FILE.pdf FILE.txt
import-doc = { $file } cannot be read as it is
    .help = Save it as .docx or .xlsx first: soffice --headless --convert-to docx FILE
import-kind = { $file } is of no kind that can be imported
    .help = Import .docx, .xlsx, .ods, .csv, .html, .md or .txt.
import-same-report = this is { $agency }'s report on { $year }, as is { $other }, which was imported
    .help = Import one of them only; if they are different reports, say so: --map FILE.csv
import-map-wrong = The list of files has { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}; nothing was imported.
import-map-columns = the list has no column "file"
    .help = The first line names the columns: file,agency,year,form. Only file is needed; they are parted by commas.
import-map-column = "{ $column }" is no column of such a list
    .help = The columns are file, agency, year and form.
import-map-column-twice = the column "{ $column }" stands here twice
import-map-stray = this stands in no column
import-map-no-file-name = the line names no file
import-map-year = "{ $year }" is no year from { $from } to { $to }
import-map-no-file = there is no file "{ $written }" among those that are to be imported
    .help = There is: { $nearest }
import-map-several-files = "{ $written }" may be any of several files
    .help = Write it with its folder.
import-map-file-twice = the list has this file already
import-map-agency = there is no agency "{ $written }"
    .help = Write its folder below content/, or its name: { $nearest }
import-map-form = there is no form "{ $written }"
    .help = There is: { $nearest }
import-map-damaged = the list cannot be read as CSV
import-column-file = file
import-column-report = report
import-column-figures = figures
import-column-blank = blank
import-column-doubts = to look at
import-column-none = — (see above)
import-done = { $file } → { $path }: { $form }, { $figures ->
    [one] 1 figure
   *[other] { $figures } figures
}, { $blank } blank, { $doubts ->
    [0] nothing to look at
    [one] 1 cell to look at
   *[other] { $doubts } cells to look at
}
import-done-text = { $file } → { $path }: text only
import-failed = { $file }: not imported
import-more = … and { $more } more; --review FILE.html shows all
import-dry = Nothing was written, because of --dry-run.
import-summary = Imported { $done } of { $files } files: { $figures } figures, { $doubts } cells to look at
import-checked = gongkai check finds { $errors ->
    [one] 1 error
   *[other] { $errors } errors
} and { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
} in { $done ->
    [one] it
   *[other] them
}
import-next = { $drafts ->
    [0] { "" }
    [one] 1 report is a draft: fill in the cells marked [? …] and those left blank, then delete its line "status: draft".{" "}
   *[other] { $drafts } reports are drafts: fill in the cells marked [? …] and those left blank, then delete the line "status: draft".{" "}
}To see it in a browser: { $serve }
import-review = What was imported
import-review-lead = What is not certain comes first. A figure is taken only if its label and its cell leave no doubt; the rest is blank in the report and is to be filled in by hand.
import-review-doubts = To look at
import-review-certain = Taken
import-review-dropped = Left out
import-column-label = row of the form
import-column-source-label = label in the source
import-column-source = in the source
import-column-why = why it was not taken
import-column-place = where
import-column-figure = figure
explain-source = {"Source: "}
explain-example = {"Example: "}
explain-settings = To change it: checks: {"{"}{ $rule }: error, warning, note or off{"}"} in site.yaml; where there is a reason, known_issues in the report.
explain-settings-firm = To change it: checks: {"{"}{ $rule }: error, warning, note or off{"}"} in site.yaml; known_issues cannot explain it away.
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
    [one] 1 finding about this page
   *[other] { $findings } findings about this page
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
destination-in-git = { $folder } is inside a .git folder and cannot be the destination. Name another folder with --destination.
destination-in-portal = { $folder } is inside another portal that gongkai wrote, whose next build would remove it. Name another folder with --destination.
destination-no-folder = { $folder } is a file, not a folder.
destination-foreign = { $folder } is not empty and was not written by gongkai, so it is not replaced. Empty it, or name another folder with --destination.

no-site-file = there is no site.yaml
    .help = run this in the folder with site.yaml, or name the folder (build, check, serve FOLDER; import, new --site FOLDER); a new site: gongkai init FOLDER
unreadable = cannot be read: { $reason }
left-out = not a part of the site: left behind by an editor or a system, or hidden; neither read nor published
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
text-too-large = text of more than { $most } MB
    .help = if it is meant to be so long, write the limit as text_limit into site.yaml, in megabytes; a file to be downloaded needs another ending.
changed-while-building = the file changed while the portal was being built; build again
spreadsheet = the figures do not fit into a spreadsheet: { $reason }
    .help = Leave xlsx out of downloads in site.yaml, or make the form smaller.

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

yaml-invisible = there is an invisible character { $character }
    .label = here
    .help = it probably came with pasted text. Delete it and type the passage anew.
yaml-lost-character = a character was lost here ({ $character })
    .label = here
    .help = a program could not keep it, and nobody can tell what it was. Look it up in the original and type it anew.
invisible-character = there is an invisible character { $character }
    .help = it probably came with pasted text; searching does not find words that it stands in. Delete it.
private-character = { $character } is a private character, which most readers see as a box
    .help = type the character anew; most rare characters of names have a place in Unicode by now.
lost-character = a character was lost here ({ $character })
    .help = a program could not keep it, and nobody can tell what it was. Look it up in the original and type it anew.
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
    .help = it should be in themes/{ $name }/; built in: { $names }; without theme: default is used.

unknown-theme-option = the theme has no option "{ $name }"
    .label = write { $nearest }
theme-option-value = this is no value of the theme's option "{ $name }"
    .label = write one of { $values }

year-disagrees = the front matter says { $year }, the path says { $path }
    .label = not the path's year
    .help = correct one of them.
report-without-agency = the report belongs to no agency
    .help = put an agency.yaml with name and level into the report's folder or one above it.
agency-without-folder = agency.yaml must stand in the agency's own folder
    .help = make a folder for the agency below content, as in content/xigang/agency.yaml, and put its reports there.
looks-like-source = this file is published as it is, not read as a report or an agency
    .help = a report's name ends in .md, in lower case, and an agency's file is agency.yaml.
windows-name = "{ $name }" cannot be the name of a file on Windows
    .help = the portal can be published by other systems only; give the file another name if it shall be copied to Windows.
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
sheet-elsewhere = "{ $file }" does not lie beside the report
    .label = should be the name of a file in the report's own folder
sheet-kind = figures are not read from "{ $file }"
    .label = should end in .xlsx, .ods or .csv
    .help = In Excel or LibreOffice: save it as .xlsx.
sheet-not-there = there is no { $file }
    .label = named here
    .help = Put the file beside the report, or make a blank one there: gongkai form ID --xlsx FILE
sheet-damaged = the file is damaged, protected by a password, or not what its name says
    .help = Open it in Excel or LibreOffice, and save it again as .xlsx without a password.
sheet-unpacks = the file is far larger than such a file should be
sheet-named = the report names its file here
figures-and-file = a report has its figures in its front matter or in a file, not in both
    .label = delete this, or the line with the file
sheet-table-missing = no sheet has the table "{ $table }"
    .help = All tables must be there, with the labels of their rows and columns as the form prints them; cells may be blank. A blank form: gongkai form { $form } --xlsx FILE
sheet-table-twice = the table "{ $table }" stands twice
    .label = and here
sheet-table-several = this may be any of several tables: { $tables }
    .help = Write the table's title above it, as the form prints it.
sheet-first = the first one
sheet-columns-missing = the table "{ $table }" lacks columns: { $columns }
    .label = its head
    .help = Columns are known by the labels above them, so these must stand as the form prints them.
sheet-rows-missing = the table "{ $table }" lacks rows: { $rows }
    .label = its head
    .help = Rows are known by the labels in front of them, so these must stand as the form prints them; leave a row's cells blank if there is nothing to fill in.
sheet-row-unknown = the table "{ $table }" has no row "{ $label }"
    .label = did you mean { $nearest }?
sheet-row-unknown-far = the table "{ $table }" has no row "{ $label }"
    .label = figures stand in this row
    .help = Delete the row, or write its label as the form prints it.
sheet-row-several = "{ $label }" is the label of several rows
    .label = which of them is not certain
    .help = Put the rows of the table in the order of the form, with their headings.
sheet-row-twice = "{ $label }" is filled in twice
    .label = and here
sheet-row-unlabelled = this figure has no label in front of it
    .label = which row it belongs to is not known
sheet-stray = this cell has no label above it
    .label = which column it belongs to is not known
sheet-merged = this cell is merged with others
    .label = should be a cell of its own
    .help = Which of the figures it is, is not known. Unmerge the cells, and write each figure into its own.
sheet-unit = the unit is "{ $written }"
    .label = the form counts in { $unit }
    .help = Write the figures in the form's unit.
sheet-too-long = "{ $written }" has more digits than a workbook keeps of a number
    .label = should be text
    .help = A workbook keeps 15 digits of a number. Format the cell as text, and write the figure again.
sheet-scaled = the cell shows another number than it holds, "{ $written }"
    .label = per cent, or thousands
    .help = Format the cell as an ordinary number, and see which one it should be.
sheet-lines-missing = { $count ->
    [1] a cell of the form has no line: { $first }
   *[other] { $count } cells of the form have no line, such as { $first }
}
    .help = A line whose value is empty is a blank.
sheet-column-unknown = that row has no column "{ $key }"
    .label = should be one of the form's
sheet-status = the status "{ $status }" does not fit the value
    .label = reported with a value; blank or not_applicable without one

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
    .summary = a link to a page or attachment that is not there
    .explain = A link leads to an .md file, an attachment or an address of the portal, and there is no such thing.
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = [table](figures.xlsx), with no such file beside the report
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
    .summary = a name of a file or folder that makes no address
    .explain = Addresses come from paths below content. They should be stable and easy to write: lower-case letters, digits, -, _ and . only.
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = content/He Lan/2016/报告.md
alias-address = "{ $written }" is no address that a file can have
    .label = write the path alone
    .help = write the old address without https://, host, ? and #, such as /xxgk/nb/2016.html or old/report/. Addresses with a ? are the server's to redirect.
alias-elsewhere = "{ $written }" is not below { $base }, where the portal stands
    .label = outside of the portal
    .help = with a slash in front an address counts from the host's root, without one from the portal's. Old addresses elsewhere on the host are the server's to redirect.

same-address = the address "{ $address }" has two sources
    .help = give one of them another name.
    .summary = two sources want one address
    .explain = Two files, or a file and a page of the portal itself, would be written to one address, and one of them would be lost. Addresses that differ only in case are one on many disks.
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = content/a.md and content/a/index.md
same-address-other = the other source

template = the template fails: { $reason }
    .label = here

expected-status = "{ $key }" must be draft or published
    .label = this is "{ $written }"
expected-severity = "{ $key }" must be error, warning, note or off
    .label = this is "{ $written }"
expected-per-cent = "{ $key }" must be a whole number from 1 to 100, in per cent
    .label = this is "{ $written }"
expected-megabytes = "{ $key }" must be a whole number of megabytes, 1 to 1024
    .label = this is "{ $written }"
expected-review = there is no review "{ $written }"
    .help = Write content or secrecy.
expected-download = there are no downloads of the format "{ $written }"
    .label = write jsonl, xlsx or parquet
    .help = CSV, and JSON of each report, are always there and need no line.
part-table = there is no table "{ $table }", which a part is to have
part-anywhere = "{ $label }" needs no heading, so it can have no at_most, own_words or mentions
    .help = Remove anywhere, or the others.
expected-relation = a relation between cells must stand here
    .help = Write a = b + c, or warning: a <= b.
relation-without-sign = there must be one = or <= in "{ $part }"
    .help = Write a = b + c, or a <= b.
relation-syntax = the relation cannot be read at "{ $part }"
    .help = Names are joined by + or -, with a blank on either side.
relation-name = "{ $part }" in the relation is not in the form
    .help = Write a row, or ROW.COLUMN for one cell of a row of several; in a table's own rules, a column. Put last. in front of the year before.
relation-children = there are no rows below "{ $part }", or one of them is a heading without figures
    .help = Write the rows one by one.
relation-columns = the sides of "{ $part }" have different columns
    .help = A row of several columns can only be added to rows with the same ones; write ROW.COLUMN for one of its cells.
unknown-rule = there is no rule "{ $rule }"
    .label = write { $nearest }
rule-always-holds = the rule "{ $rule }" cannot be changed: no portal can be built that breaks it
known-issue = explained here, and published with the report
known-issue-refused = what the rule "{ $rule }" finds cannot be explained away
    .help = Personal data must be removed or masked, a review must be made up for.
known-issue-lapsed = the known issue has changed: it says { $seen }, what is found is { $now }
    .help = Check it: correct the figures and remove the entry, or write what is found into seen and make sure that the reason still holds.
known-issue-now = what is found now
known-issue-idle = the rule "{ $rule }" does not find "{ $seen }", so this entry does nothing
    .help = Remove it; if rule or seen is misspelled, write them as gongkai check shows them.

last-year = last year's figure
sum = the two sides differ: { $seen }, by { $difference }
    .label = { $label }
    .help =
        left: { $left }
        right: { $right }
        rule: { $rule } ({ $norm })
    .summary = a total is not the sum of its parts
    .explain = Two sides that the form wants to be equal are not. A blank can be any number, so this is told only if no way of filling it in could make them equal.
    .source = what must add up in each form: 国办发〔2014〕32号, 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号
    .example = 7 requests received, but 6 by post, fax, web and in person together
part = a part is larger than the whole: { $seen }, by { $difference }
    .label = { $label }
    .help =
        part: { $left }
        whole: { $right }
        rule: { $rule } ({ $norm })
    .summary = an "of which" is larger than what it is a part of
    .explain = A row that begins with 其中 (of which) is a part of the row above it and cannot be larger. A blank can be any number and is never told.
    .source = 国办发〔2014〕32号
    .example = 665 items published, of which 700 normative documents
doubtful = suspicious figures: { $seen }, by { $difference }
    .label = { $label }
    .help =
        left: { $left }
        right: { $right }
        rule: { $rule } ({ $norm })
        If it is so, say why in known_issues.
    .summary = a relation that usually holds does not
    .explain = Such a relation usually holds, but there can be good reasons why not: an item that was published through several channels counts once, so the channels may add up to more than the total.
    .source = 国办发〔2014〕32号
    .example = 13 normative documents published, but only 3 issued in the year
blank-total = a part is filled in, "{ $whole }" is not
    .label = { $part } { $seen }
    .help =
        Fill in the total, or check this figure. A blank is not 0.
        rule: { $rule }
    .summary = a part is filled in, its total is not
    .explain = A part of something has a figure while the whole is blank. Readers cannot know the whole, and it does not enter any total.
    .source = 国办发〔2014〕32号
    .example = 3 requests in person, but the number of requests received is blank
carry-over = differs from what was carried over last year: { $seen }, by { $difference }
    .label = { $label }
    .help =
        this year: { $left }
        last year: { $right }
        rule: { $rule } ({ $norm })
    .summary = what was carried in is not what last year carried out
    .explain = Requests that were not finished last year are handled this year, so those carried in must equal those that the same agency carried out the year before, column by column.
    .source = 国办公开办函〔2021〕30号
    .example = 6 requests carried out in 2023, 5 carried in in 2024
stock = does not follow from last year: { $seen }, by { $difference }
    .label = { $label }
    .help =
        this year: { $left }
        expected: { $right }
        rule: { $rule } ({ $norm })
        If it was put right since, say so in known_issues.
    .summary = a stock or running total does not follow from last year's
    .explain = Documents in force and running totals usually equal last year's figure plus what came in, less what went out.
    .source = 国办公开办函〔2021〕30号
    .example = 11 documents in force last year, 2 issued and none repealed, but 11 in force now

# Across years and agencies
jump = "{ $label }" is far from last year's: { $before } then, { $now } now
    .label = last year { $before }
    .help = Nothing to do if it is right; if the unit or the definition changed, say so in the report.
    .summary = more than five times, or less than a fifth of, last year's figure
    .explain = A figure is more than five times, or less than a fifth of, last year's, and the larger one is at least 20. Often a row, a column or a unit was mistaken. Years on different forms are not compared.
    .source = 国办公开办函〔2021〕30号
    .example = 1250 licences last year, 125000 this year
roll-up = "{ $label }" is not the sum of the agencies below ({ $agencies }): { $stated } ≠ { $sum }
    .label = they add up to { $sum }, a difference of { $difference }
    .help = Check the aggregation; an office's own figures belong into a report of its own, not only into the aggregate.
    .summary = an aggregated figure is not the sum of the agencies below
    .explain = A government's report gathers the figures of the agencies below it. Where all of them have reported on the same form, and all have a figure in this cell, the aggregate is compared with their sum, cell by cell.
    .source = 政府信息公开条例（国务院令第711号）, article 49
    .example = the county reports 147 requests, its 11 agencies 146

# Review
review-missing = no { $review ->
    [content] review of content (content)
   *[secrecy] secrecy review (secrecy)
} is recorded, so it cannot be published
    .help = After the review write review: {"{"}{ $review }: {"{"}by: NAME, on: DAY{"}"}{"}"} into the front matter; until then, status: draft.
    .summary = a review that the site requires is not recorded
    .explain = publication.require in site.yaml lists the reviews that must be done before publication: of what is made public and how, and that no secret is.
    .source = 政府信息公开条例（国务院令第711号）, article 17
    .example = the site requires [content, secrecy], the report names content only
review-afterwards = the { $review ->
    [content] review of content
   *[secrecy] secrecy review
} is later than the publication: { $seen }
    .help = A review comes before publication; check both days.
    .summary = a review is dated after the publication
    .explain = A review before publication cannot have been done after it; one of the days is wrong.
    .source = 政府信息公开条例（国务院令第711号）, article 17
    .example = published on 2026-01-20, secrecy review on 2026-01-25

# Site
link-to-draft = the link leads to "{ $destination }", a draft, which is not published
    .label = here
    .help = Remove the link for now, or publish the file: remove its status: draft.
broken-fragment = the page has no place "#{ $fragment }"
    .label = here
    .help = A heading's place follows from its words: "## 一、总体情况" is #一-总体情况; a table is #T-TABLE, a row is #ROW.
    .summary = a link to a heading that is not there
    .explain = A link leads to a heading of a page that has no such heading, so readers end at its top.
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = [part three](#三、收到和处理情况), while the heading's place is #三-收到和处理情况
orphan-attachment = no page leads to the attachment "{ $name }", so nobody finds it
    .help = Put it beside a report, whose page lists it; or link to it in a text: [NAME](<{ $name }>); or move it out of content if it is not meant to be public.
    .summary = an attachment that no page lists or links to
    .explain = All files below content are published. The page of a report lists those beside it; others are found only by a link, and without one they probably lie there by mistake.
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = content/guide-old.docx
empty-section = the section "{ $section }" has files but no page
    .help = Add { $section }.md, and describe and link the files in it.
    .summary = a section without a page
    .explain = There are attachments in a section's folder but no .md file, so the portal does not show the section.
    .source = 国办公开办函〔2019〕61号
    .example = nothing but 制度.pdf in content/rules/
empty-page = the page has no text
    .label = nothing but a title
    .help = Write the text, or status: draft until there is one.
    .summary = a page with a title and no text
    .explain = A page of the portal opens empty, and readers take it for broken.
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = guide.md with nothing but front matter
report-missing = { $agency } has no annual report on { $years }
    .help = Add it; if the agency did not exist then, write first_year or last_year into its agency.yaml.
    .summary = no report on a year in which the agency existed
    .explain = Agencies publish a report on their disclosure work every year. From its first year (first_year, or its first report) to its last (last_year), every year is listed whose report is overdue.
    .source = 政府信息公开条例（国务院令第711号）, articles 49 and 50
    .example = a town founded in 2018 has no report on 2021
# Prose
prose-cell = the figure in the table
prose-total = the total is here
prose-figure = the text differs from the table: { $seen }, by { $difference }
    .label = the text says "{ $stated }"
    .help =
        None of the figures that this can mean is equal:
        { $meant }
        Correct one of the two. Written as {"{"}figure: ROW.COLUMN{"}"} the text takes the figure from the table and cannot differ.
    .summary = a figure in the text is not the one in the table
    .explain = The text states an indicator, but neither its cell in the table nor any of the sums that the sentence may mean is that figure. A blank can be any number and is never told; nor is what may be about another year, another body, or a part of the whole.
    .source = 国办公开办函〔2021〕30号: text and tables must agree
    .example = the text says that 70 requests were received, the table has 74 new ones and 1 carried in
prose-sum = the parts do not add up to the total: { $seen }, by { $difference }
    .label = these { $items } parts add up to { $sum }, the total is { $total }
    .help =
        parts: { $parts }
        total: { $whole }
        Check the parts and the total.
    .summary = parts listed in the text do not add up to their total
    .explain = The text divides a total into parts, and these do not add up to the total in the sentence or in the table. Where it says that it lists a selection (主要, 等), or only "of which" (其中), a smaller sum is not told, a larger one is.
    .source = 国办公开办函〔2021〕30号: text and tables must agree
    .example = twelve kinds of published information add up to 692 items, the table has 665
wording-syntax = "{ $part }" is no wording
    .help = Write words parted by blanks; a text may have words between them that change nothing. N is where the count and its unit stand, once, at the end if not said; LAST and NEXT are the years before and after.
wording-cell = there is no cell "{ $part }" in the form
    .help = Write ROW.COLUMN, or ROW where a table has one column; + between the parts of a sum; ROW.* or ROW.*.COLUMN for all rows below one.
# Completeness and form.
part-missing = the report lacks: { $seen }
    .label = "{ $form }" asks for it, the text has no such part
    .help = Add it, even where there is nothing to report; if it has another heading, use the prescribed one.
    .summary = a prescribed part is missing
    .explain = What an annual report has to contain is laid down. For reports on 2019 and later its six parts are looked for among the headings, and similar headings will do; up to 2018 it is enough that the text speaks of it. A part with nothing to report must say so, or readers cannot know that it was not forgotten. A report without any text is only told to have none.
    .source = 政府信息公开条例（国务院令第711号）第五十条; 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号; up to 2018: 条例（国务院令第492号）第三十二条
    .example = a report on 2022 ends with part five, problems and improvements; part six, other matters, is missing
part-anywhere-enough = the parts of this form need no headings: it is enough that the text speaks of them
part-too-long = "{ $part }" has { $length } characters, more than { $limit }
    .label = this part
    .help = Shorten it, and move details to other parts. Ideographs and marks count one each, a number or a Latin word counts one, tables do not count.
    .summary = a part is longer than it may be
    .explain = The overview should be brief, within 1,000 characters. What readers see is counted, without headings, tables and blanks; a number or a Latin word counts as one.
    .source = 国办公开办函〔2021〕30号
    .example = part one, the overview, has 1840 characters
part-says-nothing = "{ $part }" says nothing
    .label = only "{ $seen }"
    .help = Say what became of last year's problems, which there are, and how they will be solved.
    .summary = a part that must say something says "none"
    .explain = Problems and improvements have to be reported every year. "None", or a heading with nothing below it, is no report.
    .source = 政府信息公开条例（国务院令第711号）第五十条
    .example = below 五、存在的主要问题及改进情况 stands nothing but 无。
part-repeated = this part is the same as in the report on { $last }
    .label = { $seen }
    .help = Say which problems there are this year, and what became of last year's.
    .summary = problems and improvements are last year's
    .explain = But for numbers, punctuation and the words a body uses for itself, this part is word for word that of the same agency's report on the year before. Readers cannot know whether anything was improved.
    .source = 政府信息公开条例（国务院令第711号）第五十条
    .example = in 2022 and in 2023: updates are slow, there will be more training
part-repeated-last = the part in last year's report
fee-not-reported = "{ $part }" does not mention { $seen }
    .label = this part
    .help = Say how much was charged, or that nothing was.
    .summary = the fees for processing information are not reported
    .explain = Whether and how much was charged for processing information (信息处理费) has to be reported among the other matters, even if it was nothing. Whoever says it in another part is not told.
    .source = 国办公开办函〔2021〕30号; 政府信息公开信息处理费管理办法（国办函〔2020〕109号）
    .example = below 六、其他需要报告的事项 stands nothing but 无其他需要报告的事项。
no-text = this report has no text
    .label = only tables, or nothing
    .help = Write the text below the front matter; if it is in an attachment, put the words here as well, so that they can be read and found.
    .summary = a report has no text
    .explain = An annual report consists of a text and of tables; tables alone are none.
    .source = 政府信息公开条例（国务院令第711号）第五十条
    .example = a report with statistics and nothing below them
form-abolished = "{ $form }" is for { $years }, this is a report on { $year }
    .label = this form
    .help = Use the form of that year; if a higher body wants this one, say so in known_issues.
    .summary = the form is for other years
    .explain = A form says which years it is for (years in its file). Figures on a form that has been abolished, or is not in force yet, cannot be compared or added up with those of other bodies.
    .source = 国办发〔2014〕32号, 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号
    .example = a report on 2019 on the form of 2014
title-year = the title says { $named }, but this is a report on { $year }
    .label = another year
    .help = Check the title, then year.
    .summary = the title names another year
    .explain = The title names years, and none of them is that of the report. Most likely last year's file was used again.
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = a report on 2016 with the title 2015年政府信息公开工作年度报告
title-year-own = the report's year
title-agency = the title does not name "{ $agency }"
    .label = nobody can see whose report it is
    .help = Name the agency in the title; if it signs with another name, write that into issuer.
    .summary = the title does not name the agency
    .explain = Reports are opened, sent on and found one by one, so the title should say whose it is. The full name, the short name, that of issuer, and any of them without the body above or 人民政府 will do.
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = the title is only 2024年政府信息公开工作年度报告
template-residue = left over from a template: { $seen }
    .label = here
    .help = Fill it in, or delete it.
    .summary = a template's hint or blank is left
    .explain = Before a report that was written on a template is published, its hints have to go and XX, ×× and the like have to be filled in. Names and numbers that are masked on purpose are not told.
    .source = 政府信息公开条例（国务院令第711号）第六条 (information is to be disclosed in time and correctly)
    .example = （文字描述）; 20XX年，XX镇收到申请XX件
date-lost = a date has lost its numbers: { $seen }
    .label = here
    .help = Fill in year, month and day.
    .summary = a date has lost its numbers
    .explain = As in 自年月日起 or 统计期限自至: nobody filled the numbers in, or they got lost in copying.
    .source = 政府信息公开条例（国务院令第711号）第六条 (information is to be disclosed in time and correctly)
    .example = 本报告所列数据的统计期限自至。
stale-year = this says { $named }, but { $meant } must be meant
    .label = this is a report on { $year }
    .help = Check it; if { $named } is right, say in the sentence what it has to do with this year.
    .summary = the text has last year's year
    .explain = These places are looked at: the period that the figures are about, the words at the beginning of the report and of its parts that say which year is reported on, what is told of the year's fees, and what is planned for the next one. Years in comparisons and in names of documents and projects are normal and never told.
    .source = 政府信息公开条例（国务院令第711号）第六条 (information is to be disclosed in time and correctly)
    .example = a report on 2016 says 统计期限自2015年1月1日起至2015年12月31日止
document-number = this is not how a document number is written: { $seen }
    .label = should be as { $instead }
    .help = The year has four digits and stands in 〔〕; the number has neither 第 nor a 0 in front.
    .summary = a document number has wrong brackets, year or number
    .explain = A document number consists of the issuer's sign, the year and a number: the year is whole and in tortoise-shell brackets, the number without 第 and without leading zeros. Only what is surely a document number is looked at, not the numbers of cases or houses.
    .source = 党政机关公文格式（GB/T 9704—2012）7.2.5
    .example = 国办发[2014]32号, 国办发〔201〕32号, 国办发〔2014〕第32号
late = published { $days } days late, it was due on { $due }
    .label = the day of publication
    .help = If the day is right, leave it; you can say in known_issues why it is so.
    .summary = published after the deadline
    .explain = Reports on 2019 and later are due on 31 January of the next year for departments, towns and streets, and on 31 March for governments from the county up; those up to 2018 on 31 March for all. Of several reports of an agency on a year the one that counts is looked at.
    .source = 政府信息公开条例（国务院令第711号）第四十九条; 条例（国务院令第492号）第三十一条
    .example = a town's report on 2023 was published on 2024-02-06
published-early = published before { $year } had ended
    .label = { $seen }
    .help = Check published and year.
    .summary = published before the year had ended
    .explain = An annual report is about the whole year and is not published within it. Most likely the year in the day of publication is wrong.
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = a report on 2025 with published: 2025-01-20
published-ahead = the day of publication is still to come: { $seen }
    .label = today is { $today }
    .help = Check published; if it is not published yet, write status: draft.
    .summary = the day of publication is still to come
    .explain = As soon as the portal is built the report is public, whatever day it says. Drafts may say when they are meant to be published and are not told.
    .source = 政府信息公开条例（国务院令第711号）第六条 (information is to be disclosed in time and correctly)
    .example = today is 2026-01-10, the report says published: 2026-01-20
outside-years = the years of "{ $agency }" are { $years }, this is a report on { $year }
    .label = this year
    .help = Check year, and first_year and last_year in agency.yaml.
    .summary = a report on a year in which the agency did not exist
    .explain = agency.yaml says from which year to which the agency reports, and this report is on another one.
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = a bureau that was abolished in 2019 has a report on 2020
not-a-rule-maker = "{ $agency }" cannot make rules, but the table says { $seen }
    .label = { $label }
    .help = Rules (规章) are made by departments of the State Council and by governments of provinces and of cities with districts; ordinary documents belong into the row of normative documents.
    .summary = a body that cannot make rules reports some
    .explain = Governments of counties, towns, streets, and local departments cannot make rules (规章), so they report 0. A department without a body above it may be one of the State Council's and is not looked at.
    .source = 中华人民共和国立法法（2023年修正）第九十一条, 第九十三条
    .example = a town reports six rules in force
copied-narrative = the text is that of { $agency } on { $year }: { $seen }
    .label = this is the later one
    .help = Write about this agency and this year. From { $limit }% on it is told; similarity in site.yaml changes that.
    .summary = the text is copied from another agency or year
    .explain = The texts of two reports are compared sentence by sentence, without names of agencies, the words a body uses for itself, numbers and punctuation; the per cent are of the characters of the longer one. The later one is told, by year, then by path. Very short texts are not compared.
    .source = 政府信息公开条例（国务院令第711号）第五十条
    .example = but for names and numbers, two towns have one report
copied-narrative-of = the report with the same text
# Privacy
resident-id = a resident ID number: { $seen }
    .label = write { $seen }, or delete it
    .help = Nobody's number may be published. In an old file too: mask it there, and in copies elsewhere.
    .summary = the number of a resident's identity card (18 characters)
    .explain = A number with a region, a real day of birth and the right check character is somebody's identity number. It is looked for in texts, front matter, site.yaml, agency.yaml, names of files, and attachments (csv, tsv, txt, md, html, docx, xlsx; no pictures, PDF or old .doc and .xls files). Unified social credit codes, which bodies have, are none. Mask all but the first two and the last three characters. Numbers are masked in whatever gongkai says, too.
    .source = 个人信息保护法; 政府信息公开条例（国务院令第711号）第十五条 (personal privacy); GB 11643-1999 公民身份号码
    .example = 身份证号 11*************01X, written out
resident-id-15 = probably a resident ID number of 15 digits: { $seen }
    .label = write { $seen }, or delete it
    .help = If it is the number of something else, nothing needs to be done.
    .summary = probably an identity number of the kind that was issued until 1999 (15 digits)
    .explain = A number of 15 digits with a region and a real day may be somebody's old identity number. It has no check digit, so a number of something else can look like one; that is why this is a warning.
    .source = 个人信息保护法; 政府信息公开条例（国务院令第711号）第十五条; GB 11643-1999 公民身份号码 (which replaced it by 18 characters)
    .example = 身份证号 11**********001, written out
mobile-number = a mobile number: { $seen }
    .label = write { $seen }, or delete it
    .help = An office's landline may stay. If it is an official number that is meant to be published, see gongkai check --explain mobile-number.
    .summary = a mobile number
    .explain = A number of 11 digits that begins with 13 to 19 is a mobile number, also with +86, in groups, or in full-width digits. A person's may not be published with a name. Landlines, hotlines (12345, 400 …), masked numbers, amounts with their unit and digits inside of longer numbers and words pass. Where an office's official number is a mobile one, the site has to say that it wants to publish such numbers: with the setting below, for the whole site.
    .source = 个人信息保护法; 政府信息公开条例（国务院令第711号）第十五条
    .example = 联系人张三，电话 138****1234, written out
bank-card = a bank card number: { $seen }
    .label = write { $seen }, or delete it
    .help = Nobody's account may be published; in lists of subsidies, leave the column out.
    .summary = the number of a bank card
    .explain = A number of 16 to 19 digits with a bank's prefix and the right check digit (Luhn) is a bank card. One in ten other numbers with such a prefix passes the check by chance; prefixes that regions have too, but for 62, count only where the number is written in groups of four.
    .source = 个人信息保护法 第二十八条 (financial accounts are sensitive personal information); 政府信息公开条例（国务院令第711号）第十五条
    .example = 卡号 ***************1234, written out
attachment-unread = the attachment could not be looked through for personal data
    .help = Look through it by hand, or save it again as a smaller or undamaged file.
    .summary = an attachment could not be looked through for personal data
    .explain = Attachments of text, Word and Excel are looked through before they are published. Not one that is larger than 32 MiB, protected by a password, damaged, or an archive that unpacks to far more than such a file should.
    .source = 个人信息保护法; 政府信息公开条例（国务院令第711号）第十五条
    .example = 名单.xlsx, protected by a password
number-in-name = it stands in the file's name, or in that of its folder: rename it
number-in-passage = it says: { $passage }
number-in-cell = in cell { $cell } of the sheet "{ $sheet }"
numbers-more = there are { $more } more of this kind in the file
unread-too-large = it is larger than 32 MiB
unread-damaged = it is damaged, protected by a password, or not what its name says
unread-unpacks = it unpacks to far more than such a file should
