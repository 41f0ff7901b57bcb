# Findings and sentences in English. Each: one sentence that says what is wrong; .label stands beside the carets; .help says what to write.

level-error = error
level-warning = warning
level-note = note
level-see = note
level-help = help

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
checked = Checked { $reports ->
    [one] one report
   *[other] { $reports } reports
}: no errors, { $warnings } warnings, { $notes } notes, in { $seconds } s.
checked-errors = Checked: { $errors } errors, { $warnings } warnings, { $notes } notes, in { $seconds } s.
no-such-code = There is no rule "{ $code }". gongkai check --explain lists all of them.
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

expected-status = "{ $key }" must be draft or published
    .label = this is "{ $written }"
expected-severity = "{ $key }" must be error, warning, note or off
    .label = this is "{ $written }"
expected-per-cent = "{ $key }" must be a whole number from 1 to 100, in per cent
    .label = this is "{ $written }"
expected-review = there is no review "{ $written }"
    .help = Write content or secrecy.
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
