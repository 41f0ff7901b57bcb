# 诊断与提示，简体中文。每条：一句话说明问题；.label 写在插入符旁；.help 说明应当怎样写。

level-error = 错误
level-warning = 警告
level-note = 提示
level-see = 参见
level-help = 办法
more-of-the-same = 本文件中同样的问题还有 { $more } 处

built = 已生成：{ $reports } 份报告，{ $pages } 个页面，{ $files } 个文件，{ $warnings } 条警告，用时 { $seconds } 秒 → { $folder }
drafts-left-out = （另有 { $drafts } 份草稿未生成）
way-first = {" "}· 首次发布 · 清单 { $sum }
way-exchanged = {" "}· 一步整体替换 · 清单 { $sum }
way-in-place = {" "}· 就地逐个替换文件 · 清单 { $sum }
build-waits = 另一次生成正在写入同一目录（进程 { $process }），等待其结束。
verify-added = 多出：{ $path }
verify-lost = 缺少：{ $path }
verify-changed = 已改动：{ $path }
verify-half-done = 此目录的就地发布曾中断；下一次向此目录生成时会先完成。
verified = 已核验 { $files } 个文件，均与生成时一致 · 清单 { $sum }
verified-differs = 与生成时不一致：多出 { $added } 个，缺少 { $lost } 个，改动 { $changed } 个 · 清单 { $sum }
checked = 已检查 { $reports } 份报告：没有错误，{ $warnings } 条警告，{ $notes } 条提示，用时 { $seconds } 秒
checked-errors = 已检查：{ $errors } 处错误，{ $warnings } 条警告，{ $notes } 条提示，用时 { $seconds } 秒
no-such-code = 没有“{ $code }”这条规则。gongkai check --explain 列出全部规则。
explain-reading = “{ $code }”是读取文件时发现的问题，总是有效，不能更改。提示中已写明错在哪里、应当怎样写。
file-exists = { $folder } 已经存在，没有写任何文件
year-out-of-range = 年份 { $year } 不在 { $from } 至 { $to } 之间
agency-name = --name 应为机关全称，写在一行里
no-such-agency = 这个文件夹里没有机关
    .help = 是否想写 { $nearest }？新建机关用 gongkai new agency。
no-such-agency-far = 这个文件夹里没有机关
    .help = 新建机关用 gongkai new agency 路径 --name 全称 --level 级别。
report-exists = { $agency }已有{ $year }年的报告，没有写任何文件
    .help = 请直接修改它，或者先把它移出 content。
no-such-form = 没有“{ $form }”这种表
    .help = 请写 --form { $nearest }。
no-form-for-year = { $year }年没有适用的表
    .help = 请用 --form 写明用哪一种：{ $forms }。
several-forms-for-year = { $year }年适用的表不止一种：{ $forms }
    .help = 请用 --form 写明用哪一种。
starter-write-here = 在这里写
starter-at-most = 在这里写，不超过 { $most } 字
starter-made = { $folder }/ 已是一个网站。
    .steps = 接下来：
    {"  "}{ $step1 }
    {"    "}一边写一边在浏览器里看
    {"  "}{ $step2 }
    {"    "}{ $year }年的表，逐行填写
    {"  "}{ $step3 }
    {"    "}已有 Word、Excel 等文件的，直接做成报告
    {"  "}{ $step4 }
    {"    "}生成网站，放在 { $folder }/public，交给任何网站服务器
starter-file = 文件.docx
starter-agency-made = { $path } 已是一个机关。第一份报告：gongkai new report { $agency } { $year }
starter-report-made = { $path } 列出了 { $form } 的 { $rows } 行{ $carried ->
    [0] ，都空着
   *[other] ，其中 { $carried } 格由{ $last }年结转
}。这是草稿，删去“status: draft”一行才会发布。
form-unknown = 没有“{ $form }”这种表
    .help = 请写 { $nearest }。
form-not-xlsx = { $file } 不以 .xlsx 结尾
form-listed = { $id }  { $from }–{ $to }  { $title }  { $norm }
form-written = { $file } 是空白的 { $form } 表。放在年度报告旁边，报告里写“statistics: {"{"}form: { $form }, file: { $name }{"}"}”，报告就从它读取数据。
form-unit = 单位
form-unit-of = 单位：{ $unit }
form-filler = 填报单位：                年度：
form-wrong = { $count } 处对不上，见最后一张表
form-rules = 勾稽核对
form-rule-where = 位置
form-rule = 勾稽关系
form-rule-left = 左边
form-rule-right = 右边
form-rule-verdict = 结论
form-rule-wrong = 对不上
form-rule-doubtful = 请核实
form-rules-note = 只有无论空格填什么都对不上，才会提示。涉及上一年度的关系由 gongkai check 核对。空白不是 0：没有发生填 0，不适用填 n/a，不掌握留空。
form-input-title = 不是填报数
form-input = { $kind ->
    [amount] 请填金额，小数不超过六位
   *[count] 请填整数
}{ $sign ->
    [signed] {""}
   *[none] ，不能小于 0
}；不适用填 n/a；不掌握留空。
import-text = { $label }：“{ $source }”不是数字{ $place }
import-glued = { $label }：“{ $source }”可能是几个数连在一起{ $place }
import-separator = { $label }：“{ $source }”中间有分隔符，如果确是这个数，请连写{ $place }
import-unit = { $label }：“{ $source }”的单位与表中的不同{ $place }
import-spelling = { $label }：“{ $source }”不是这一格能填的数{ $place }
import-spans = { $label }：“{ $source }”所在的格跨了几列或几行{ $place }
import-beside-blank = { $label }：“{ $source }”旁边是空格，可能是两个数连在一起，也可能本来就空着{ $place }
import-count = { $label }：“{ $source }”所在的行，格数与列数不符{ $place }
import-column = { $label }：没有表头说明“{ $source }”在哪一列{ $place }
import-twice = { $label }：“{ $source }”是原文几个不同的数之一{ $place }
import-ambiguous = “{ $label }”可能是几行中的任何一行，原文为“{ $source }”{ $place }
import-unknown = “{ $label }”不是表中的行，原文为“{ $source }”{ $place }
import-missing = { $label }：原文没有这一行{ $source }{ $place }
import-place = （第 { $table } 个表第 { $row } 行第 { $column } 列）
import-place-sheet = （工作表“{ $sheet }”的 { $cell } 格）
import-converted = 原文编码为 { $encoding }，已转换为 UTF-8
import-other-year = 按{ $year }年的报告导入，但原文也写着{ $other }年
import-no-form = 没有认出是哪一种表，所以没有数字；如果应当有，请用 --form 写明
import-rivals = 这些数字也符合 { $others }，按年份取了 { $form }
import-day-of-writing = 原文没有写公布日期，取了文末的日期 { $day }
import-no-day = 原文没有写公布日期，取了今天
import-no-title = 原文没有标题，按机关和年份拟了一个
import-dropped = 没有收入：{ $what }
import-not-kept = 原件没有放在报告旁边：那里的 Markdown 文件会被当作报告
import-no-year = 原文没有写是哪一年的报告
    .help = 请写明：--year 2025
import-no-agency = 原文中没有本站任何机关的名称，不知道是谁的报告；标题为：{ $title }
    .help = 请写明：--agency 路径（本站有：{ $known }）；新建机关用 gongkai new agency 路径 --name 全称 --level 级别
import-too-large = { $file } 超过 32 MiB
import-encoding = { $file } 不是 UTF-8、UTF-16 或 GB18030 的文本
import-damaged = { $file } 已损坏
    .help = 请打开它，重新保存。
import-empty = { $file } 是空的，没有文字，也没有表
import-password = { $file } 有密码
    .help = 请打开它，去掉密码（文件—信息—保护文档），再保存。
import-old-office = { $file } 是旧格式的 Word 或 Excel 文件，不管名字怎么写
    .help = 改名不等于转换。请打开它，另存为 .docx 或 .xlsx，或者：soffice --headless --convert-to docx 文件
import-no-office = { $file } 不是 Word 或 Excel 文件，不管名字怎么写
    .help = 请用原来的程序打开它，另存为 .docx 或 .xlsx。
import-is-word = { $file } 其实是 Word 文件
    .help = 请把名字改成以 .docx 结尾。
import-is-sheets = { $file } 其实是 Excel 文件
    .help = 请把名字改成以 .xlsx 结尾。
import-unpacks = { $file } 解压后大得不合常理
import-pdf = { $file } 是 PDF 文件
    .help = 请先转成文本：pdftotext -layout 文件.pdf 文件.txt
import-doc = { $file } 不能直接读取
    .help = 请先另存为 .docx 或 .xlsx：soffice --headless --convert-to docx 文件
import-kind = 不能导入 { $file } 这种文件
    .help = 可以导入 .docx、.xlsx、.ods、.csv、.html、.md 和 .txt。
import-same-report = 这是{ $agency }{ $year }年的报告，与已导入的 { $other } 是同一份
    .help = 只导入其中一个；如果不是同一份，用 --map 文件.csv 写明各是谁的、哪一年的。
import-map-wrong = 清单有 { $errors } 处错误，没有导入任何文件。
import-map-columns = 清单没有“文件”这一列
    .help = 第一行写列名：文件,机关,年份,表。只有“文件”必须有，列之间用逗号隔开。
import-map-column = 清单里没有“{ $column }”这种列
    .help = 列名是：文件、机关、年份、表。
import-map-column-twice = “{ $column }”这一列重复了
import-map-stray = 这一格不属于任何一列
import-map-no-file-name = 这一行没有写文件
import-map-year = “{ $year }”不是 { $from } 至 { $to } 之间的年份
import-map-no-file = 要导入的文件中没有“{ $written }”
    .help = 有的是：{ $nearest }
import-map-several-files = “{ $written }”可能是几个文件中的任何一个
    .help = 请连同文件夹一起写。
import-map-file-twice = 清单中这个文件重复了
import-map-agency = 没有“{ $written }”这个机关
    .help = 请写 content 之下的文件夹，或者机关的名称：{ $nearest }
import-map-form = 没有“{ $written }”这种表
    .help = 有的是：{ $nearest }
import-map-damaged = 清单不是可读的 CSV
import-column-file = 文件
import-column-report = 报告
import-column-figures = 数字
import-column-blank = 空
import-column-doubts = 疑问
import-column-none = —（原因见上）
import-done = { $file } → { $path }：{ $form }，{ $figures } 个数，{ $blank } 格空着，{ $doubts ->
    [0] 没有疑问
   *[other] { $doubts } 格有疑问
}
import-done-text = { $file } → { $path }：只有正文
import-failed = { $file }：没有导入
import-more = ……另有 { $more } 处，用 --review 文件.html 查看全部
import-dry = 因为 --dry-run，没有写任何文件。
import-summary = { $files } 个文件导入了 { $done } 个：{ $figures } 个数，{ $doubts } 格有疑问
import-checked = gongkai check 在{ $done ->
    [one] 其中
   *[other] 这 { $done } 份中
}发现 { $errors } 处错误、{ $warnings } 处警告
import-next = { $drafts ->
    [0] { "" }
   *[other] 其中 { $drafts } 份是草稿：填好标着 [? …] 的和空着的格，再删去“status: draft”一行。
}在浏览器里看：{ $serve }
import-review = 导入核对
import-review-lead = 有疑问的在前。只有标题和格都确定无疑的数才收入，其余的在报告中空着，请人工填写。
import-review-doubts = 有疑问的
import-review-certain = 收入的
import-review-dropped = 没有收入的
import-column-label = 表中的行
import-column-source-label = 原文的标题
import-column-source = 原文
import-column-why = 为什么没有收入
import-column-place = 位置
import-column-figure = 数字
explain-source = {"依据："}
explain-example = {"举例："}
explain-settings = 更改：在 site.yaml 中写 checks: {"{"}{ $rule }: error、warning、note 或 off{"}"}；确有缘由的，在报告的 known_issues 中说明。
explain-settings-firm = 更改：在 site.yaml 中写 checks: {"{"}{ $rule }: error、warning、note 或 off{"}"}；不能在 known_issues 中说明了事。
not-built = 有 { $errors } 处错误，未生成任何文件；先前生成的网站未改动。
machine = { $path }：{ $reason }。
machine-not-found = 不存在
machine-permission = 没有权限
machine-full = 磁盘已满
machine-read-only = 文件系统只读
machine-address = 不是本机的地址
machine-address-taken = 已被占用，其后的端口也都被占用
machine-not-a-folder = 不是目录，或者在一个文件之下

preview-read = { $reports } 份报告，{ $pages } 个页面，{ $warnings } 条警告，用时 { $seconds } 秒
preview-not-read = 有 { $errors } 处错误；在能生成页面之前，浏览器中显示这些错误。
preview-ready = 预览地址：{ $url }（运行期间随改随新，按 Ctrl-C 结束）
preview-other-port = 端口 { $wanted } 已被占用，预览改用另一个端口。
preview-not-opened = 未能打开浏览器：{ $reason }。
preview-changed = { $changed }：{ $milliseconds } 毫秒，{ $warnings ->
    [0] 没有警告
   *[other] { $warnings } 条警告
}
preview-changed-wrongly = { $changed }：{ $milliseconds } 毫秒，{ $errors } 处错误，{ $warnings ->
    [0] 没有警告
   *[other] { $warnings } 条警告
}；页面保持原样
preview-several = { $first } 及另外 { $more } 个文件
preview-everything = 全部文件
preview-errors = 有 { $errors } 处错误，页面仍是先前的样子
preview-findings = 本页有 { $findings } 处需要留意
preview-close = 关闭
preview-no-page = 还没有可显示的页面。错误改正后，页面会自动出现在这里。
preview-polls-far-disk = 目录在另一台机器的磁盘上，系统不通知改动：每半秒查看一次全部文件。
preview-polls-watch-limit = 系统能监视的目录数不够（fs.inotify.max_user_watches）：每半秒查看一次全部文件。
preview-polls-no-events = 系统不通知改动：每半秒查看一次全部文件。

destination-root = { $folder } 是根目录，不能作为输出目录。
destination-home = { $folder } 是用户主目录或其上级，不能作为输出目录。
destination-above-site = { $folder } 是网站目录本身或其上级，不能作为输出目录：生成时其中的内容会被整体替换。请用 --destination 指定另一个目录。
destination-in-sources = { $folder } 在网站的 content、themes 或 forms 之内，不能作为输出目录。请用 --destination 指定另一个目录。
destination-in-git = { $folder } 在 .git 目录之内，不能作为输出目录。请用 --destination 指定另一个目录。
destination-in-portal = { $folder } 在 gongkai 生成的另一个网站之内，那个网站下一次生成时会把它删除。请用 --destination 指定另一个目录。
destination-no-folder = { $folder } 是文件，不是目录。
destination-foreign = { $folder } 不是空目录，其中的文件也不是 gongkai 生成的，不会替换。请清空该目录，或用 --destination 指定另一个目录。

no-site-file = 找不到 site.yaml
    .help = 请在含有 site.yaml 的目录中运行，或写明该目录（build、check、serve 目录；import、new --site 目录）；新建网站用 gongkai init 目录
unreadable = 无法读取：{ $reason }
left-out = 不属于网站内容：编辑器或系统留下的文件，或隐藏文件；不读取，也不公开
symbolic-link = 不接受符号链接
    .help = 请用文件本身代替链接；链接可能把网站以外的文件公开出去。
not-a-regular-file = 不是普通文件
name-not-utf8 = 文件名不是 UTF-8 编码
    .help = 请改名后再生成。
not-utf8 = 不是 UTF-8 编码：第 { $offset } 字节处无法识别，{ $likely ->
    [none] 不是文本文件，或已损坏
   *[other] 可能是 { $likely } 编码
}
    .help = 请另存为 UTF-8。记事本：文件→另存为→编码选“UTF-8”；WPS、Word：另存为纯文本，编码选“UTF-8”。
text-too-large = 文本超过 { $most } MB
    .help = 如确需这么大，请在 site.yaml 中写明 text_limit（单位：MB）；供下载的文件请改用其他扩展名。
changed-while-building = 生成过程中文件被改动，请重新生成
spreadsheet = 统计数据无法写成电子表格：{ $reason }
    .help = 请从 site.yaml 的 downloads 中去掉 xlsx，或者把表式改小。

no-front-matter = 开头缺少文前数据
    .label = 第一行应为 ---
    .help = 文件应以 --- 开头，接着是 title 等各项，再以一行 --- 结束，之后是正文。
front-matter-not-closed = 文前数据没有结束
    .label = 从这里开始，之后没有单独成行的 ---
    .help = 在最后一项与正文之间加一行 ---。
yaml-syntax = 这里的 YAML 无法读懂
    .label = 到这里读不下去
    .help = 常见原因：引号或括号不成对，冒号后缺空格，缩进不齐。含冒号、井号的文字请加双引号。
yaml-empty = 这里是空的
    .help = 至少应有一行“键: 值”。
yaml-no-blank = 冒号后面缺空格
    .label = 在冒号后加一个空格
yaml-bracket = 列表的括号没有写完，或缺逗号
    .label = 到这里读不下去
    .help = 列表写成 [1, 2, 3]，用半角逗号和方括号；对应写成 {"{"}键: 值{"}"}。
yaml-quote = 引号没有写完
    .label = 到这里还没有找到另一半引号
    .help = 引号要成对；文字里有双引号时，外面用单引号。
yaml-character = 值不能以这个字符开头
    .label = 这里
    .help = 以 @ % & * ` 等开头的文字请加双引号。
yaml-second-document = 多了一行 ---，之后的内容不会读取
    .help = 请删去多余的 --- 及其后的内容。
yaml-tab = 缩进用了制表符
    .help = YAML 的缩进只能用空格。
yaml-full-width-colon = 键后面用了全角冒号“：”
    .label = 应为半角冒号加空格
    .help = 写成“键: 值”，冒号为半角，其后有一个空格。
yaml-second-colon = 值里有冒号加空格，被当作了另一项
    .help = 请给整个值加双引号，例如 title: "通知: 关于……"。
yaml-tag = 不接受标签（以 ! 开头的写法）
    .help = 以 ! 开头的文字请加双引号。
yaml-odd-key = 键不能为空，也不能是列表
yaml-too-many-values = 数据项过多或嵌套过深
yaml-too-large = 文前数据或数据文件过大，上限为 { $most } 字节
yaml-too-many-brackets = 方括号和花括号过多，上限为 { $most } 个
yaml-hidden-break = 含有看不见的字符 { $character }
    .label = 在这里
    .help = 多由粘贴带入，会被当作换行。请删去后重新输入。

yaml-invisible = 含有看不见的字符 { $character }
    .label = 在这里
    .help = 多由粘贴带入。请删去后重新输入。
yaml-lost-character = 此处有字丢失（{ $character }）
    .label = 在这里
    .help = 某个程序没能保存这个字，现已无法判断原来是什么。请对照原件重新输入。
invisible-character = 含有看不见的字符 { $character }
    .help = 多由粘贴带入，会使检索找不到所在的词。请删去。
private-character = { $character } 是自造字，大多数读者只能看到方框
    .help = 请重新输入；姓名、地名中的生僻字大多已有标准编码。
lost-character = 此处有字丢失（{ $character }）
    .help = 某个程序没能保存这个字，现已无法判断原来是什么。请对照原件重新输入。
duplicate-key = “{ $key }”重复出现
    .label = 第二次
    .help = 请删去其中一个；若不删，无从知道以哪个为准。
duplicate-key-first = 第一次在这里
unknown-key = 没有“{ $key }”这一项
    .label = 是否想写 { $nearest }？
unknown-key-far = 没有“{ $key }”这一项
    .help = 这里可以写：{ $known }。
missing-key = 缺少“{ $key }”
    .help = 请加一行 { $key }: ……
expected-text = “{ $key }”应为文字
expected-list = “{ $key }”应为列表
    .help = 写成 [甲, 乙]，或每项一行、以“- ”开头。
expected-map = 这里应为若干“键: 值”
expected-day = “{ $key }”应为日期
    .label = 现为“{ $written }”
    .help = 写成 2017-01-20，年四位，月、日各两位，且确有这一天。
expected-year = “{ $key }”应为四位年份（1949—2100）
    .label = 现为“{ $written }”
    .help = 写成 2016。
expected-whole-number = “{ $key }”应为整数
    .label = 现为“{ $written }”
expected-flag = “{ $key }”应为 true 或 false
    .label = 现为“{ $written }”
expected-language = “{ $key }”应为 zh-CN 或 en
    .label = 现为“{ $written }”
expected-web-address = “{ $key }”应为网址
    .label = 现为“{ $written }”
    .help = 写成 https://www.example.gov.cn/xxgk/。
expected-level = 没有“{ $written }”这一级别
    .help = 可以写：province（省）、city（市）、county（县）、township（乡镇）、street（街道）、department（部门）。
expected-layout = 没有“{ $written }”这种版式
    .help = 可以写：list、part、matrix、across。
expected-identifier = “{ $key }”只能用小写字母、数字、- 和 _
    .label = 现为“{ $written }”
expected-row-key = “{ $key }”只能用小写字母、数字和 _，各段以 . 相连
    .label = 现为“{ $written }”
heading-without-rows = 标题行“{ $key }”下面没有行
    .help = 去掉 heading，或在其下写 rows。
ambiguous-cell = “{ $cell }”既是一行，又是另一行的一列，无法分辨
    .help = 请给其中一个改名。
expected-figure = 这里应为一个数
theme-name = 主题名“{ $name }”含有不允许的字符
    .help = 写 themes 目录下的文件夹名即可。
unknown-theme = 找不到主题“{ $name }”
    .help = 主题应在 themes/{ $name }/ 目录下；内置主题：{ $names }；不写 theme 则用 default。

unknown-theme-option = 主题没有“{ $name }”这一选项
    .label = 可以写：{ $nearest }
theme-option-value = 主题选项“{ $name }”没有这个值
    .label = 可以写：{ $values }

year-disagrees = 文前数据写的是 { $year } 年，路径写的是 { $path } 年
    .label = 与路径不一致
    .help = 请改正其中一个。
report-without-agency = 报告不属于任何机关
    .help = 在报告所在目录或其上级目录中放一个 agency.yaml，写明 name 和 level。
agency-without-folder = agency.yaml 应放在机关自己的文件夹里
    .help = 在 content 下为机关建一个文件夹，例如 content/xigang/agency.yaml，报告也放在其中。
looks-like-source = 这个文件会原样公开，不会作为报告或机关读取
    .help = 报告的文件名以小写 .md 结尾，机关的文件名为 agency.yaml。
windows-name = 在 Windows 上不能用“{ $name }”作文件名
    .help = 这样的网站不能放到 Windows 服务器上；如需复制到 Windows，请给文件改名。
second-report = 同一机关 { $year } 年度已有另一份报告
    .help = 报送情况和汇总只取其中一份：先公布且带统计表的；更正后的报告请替换原文件，或在原报告中说明。
second-report-first = 另一份
duplicate-form = 表 { $id } 定义了两次
    .help = 请给其中一个换一个 id。
duplicate-form-first = 另一处
last-before-first = 最后年度 { $last } 早于最初年度
unknown-form = 没有“{ $form }”这种表
    .label = 可以写：{ $nearest }
unknown-row = 表 { $form } 中没有“{ $key }”这一行
    .label = 是否想写 { $nearest }？
unknown-row-far = 表 { $form } 中没有“{ $key }”这一行
    .help = 行名与表的定义一致，见该表的文件。
row-is-a-heading = “{ $key }”是标题行，不填数
unknown-column = 没有“{ $key }”这一列
    .label = 可以写：{ $nearest }
wrong-number-of-columns = “{ $key }”有 { $wanted } 列，这里写了 { $given } 个
    .help = 按列的次序写 { $wanted } 个：{ $columns }；空着的写 ~。

figure-leading-zero = “{ $written }”以 0 开头，不是规范的数
    .label = 写成 { $instead }
figure-full-width = “{ $written }”用了全角字符
    .label = 写成 { $instead }
figure-separator = “{ $written }”中有分隔符
    .label = 写成 { $instead }
figure-base = “{ $written }”不是十进制数
    .label = 请写十进制数
figure-decimals-in-count = “{ $written }”带小数，而此项是件数、次数、人数
    .label = 应为整数
figure-decimals = “{ $written }”的小数写法不规范
    .label = 最多六位小数，如 12.5
figure-negative = “{ $written }”是负数，而此项不能为负
    .label = 应为 0 或正整数
figure-plus = “{ $written }”不用写加号
    .label = 直接写数
figure-too-large = “{ $written }”过大，最多 18 位
    .label = 请核对
figure-unit = “{ $written }”带了单位，单位由表规定
    .label = 只写数，按表规定的单位
figure-scale = “{ $written }”用了万、亿等字
    .label = 按表规定的单位写数
    .help = 单位为“万元”的，1.5万元 写成 1.5；单位为“件”“条”的，3万件 写成 30000。
row-with-column = “{ $key }”是一格，不是一行
    .label = 写成 { $row }: {"{"}{ $column }: ……{"}"}

figure-not-applicable = “{ $written }”应写作 n/a
    .label = 写成 n/a
figure-point = “{ $written }”的小数点前后都要有数字
    .label = 写成 { $instead }
full-width-comma = 各数之间用了全角逗号
    .label = 应为半角逗号
    .help = 写成 [1, 2, 3]。
figure-dash = “{ $written }”不是数
    .label = 未填报就删去这一项
    .help = 未填报：不写，或写 ~；不适用：写 n/a；确实为零：写 0。三者含义不同。
figure-not-a-number = “{ $written }”不是数
    .label = 应为数，如 12
    .help = 未填报：不写，或写 ~；不适用：写 n/a；确实为零：写 0。
sheet-elsewhere = “{ $file }”不在报告旁边
    .label = 应是报告所在文件夹里的文件名
sheet-kind = 不能从“{ $file }”读取数据
    .label = 应以 .xlsx、.ods 或 .csv 结尾
    .help = 在 Excel 或 LibreOffice 里另存为 .xlsx。
sheet-not-there = 没有 { $file }
    .label = 这里写了它
    .help = 把文件放在报告旁边，或在那里生成空白表：gongkai form ID --xlsx FILE
sheet-damaged = 文件已损坏、有密码，或与扩展名不符
    .help = 用 Excel 或 LibreOffice 打开，不设密码，另存为 .xlsx。
sheet-unpacks = 文件大得不像这类文件
sheet-named = 报告在这里写了这个文件
figures-and-file = 填报数写在报告里，或者写在另一个文件里，不能两处都写
    .label = 请删去这里，或删去写文件名的一行
sheet-table-missing = 没有一张工作表里有“{ $table }”
    .help = 各表都要在，行列名称与表样一致，格子可以空着。空白表：gongkai form { $form } --xlsx FILE
sheet-table-twice = “{ $table }”出现了两次
    .label = 这里又一次
sheet-table-several = 这可能是几张表中的任何一张：{ $tables }
    .help = 请在表的上方写上表名，与表样一致。
sheet-first = 第一次在这里
sheet-columns-missing = “{ $table }”缺少列：{ $columns }
    .label = 表头在这里
    .help = 列靠上方的名称识别，名称要与表样一致。
sheet-rows-missing = “{ $table }”缺少行：{ $rows }
    .label = 表头在这里
    .help = 行靠前面的名称识别，名称要与表样一致；没有可填的，格子空着即可。
sheet-row-unknown = “{ $table }”没有“{ $label }”这一行
    .label = 是不是 { $nearest }？
sheet-row-unknown-far = “{ $table }”没有“{ $label }”这一行
    .label = 这一行里有数
    .help = 请删去这一行，或把名称写得与表样一致。
sheet-row-several = 有几行都叫“{ $label }”
    .label = 无法确定是哪一行
    .help = 请按表样的顺序排列各行，并保留上级标题。
sheet-row-twice = “{ $label }”填了两次
    .label = 这里又一次
sheet-row-unlabelled = 这个数前面没有名称
    .label = 不知道属于哪一行
sheet-stray = 这个格子上方没有名称
    .label = 不知道属于哪一列
sheet-merged = 这个格子与其他格子合并了
    .label = 应是单独的格子
    .help = 无法知道是哪一个数。请取消合并，各填各的。
sheet-unit = 单位写的是“{ $written }”
    .label = 表样的单位是 { $unit }
    .help = 请按表样的单位填写。
sheet-too-long = “{ $written }”的位数超过了工作簿能保存的位数
    .label = 应写成文本
    .help = 工作簿里的数只保存 15 位。请把格子设为文本格式，再重新填写。
sheet-scaled = 格子显示的数与保存的数“{ $written }”不同
    .label = 百分比，或以千、万显示
    .help = 请把格子设为普通数字格式，再看应该是哪个数。
sheet-lines-missing = { $count ->
    [1] 表样中有一格没有对应的行：{ $first }
   *[other] 表样中有 { $count } 格没有对应的行，如 { $first }
}
    .help = value 为空的行就是空白。
sheet-column-unknown = 这一行没有“{ $key }”这一列
    .label = 应是表样中的列
sheet-status = status“{ $status }”与 value 不符
    .label = 有数写 reported；没有数写 blank 或 not_applicable

duplicate-table = 表的编号“{ $id }”重复
duplicate-row = 行“{ $key }”重复
duplicate-column = 列“{ $key }”重复
unknown-series = 没有“{ $id }”这一序列
    .help = 可以写：{ $known }。
series-cell = 序列“{ $id }”所指的格不存在
    .help = 写成 行.列，单列的表只写行；几格相加用 + 连接。

raw-html = 正文中的 HTML 不起作用，按文字显示
    .label = 这里
    .help = 请改用 Markdown 写法。
unread-link = 这里像是链接，但未被识别，按文字显示
    .label = 这里
    .help = 文件名中有空格或括号时，请加尖括号：[文字](<文件 名.pdf>)。
refused-address = 不允许的链接地址，已改为纯文字
    .label = { $address }
    .help = 只允许 http、https、mailto、tel 和本站内的地址。
broken-link = 链接指向的“{ $destination }”不存在
    .label = 这里
    .help = 请核对文件名；指向本站页面时写其 .md 文件的相对路径，附件放在报告旁边。
    .summary = 链接指向的页面或附件不存在
    .explain = 链接到 .md 文件、附件或本站网址，而没有这个文件或网址。
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = [附件](统计表.xlsx)，而报告旁边没有这个文件
no-statistics = “{ $what }”：本文没有 statistics，无数可引
    .help = 只有带 statistics 的报告才能使用 {"{"}figure: …{"}"} 和 {"{"}statistics{"}"}。
statistics-not-alone = “{ $what }”应单独成段
    .label = 这里放不下表
    .help = 前后各空一行，一段只写一个，不放在列表和表格里。
unknown-placeholder = “{ $what }”不是可用的标记，按文字显示
    .label = 这里
    .help = 可用的有 {"{"}figure: 行.列{"}"}、{"{"}statistics{"}"} 和 {"{"}statistics: 表{"}"}，都用小写。
unknown-cell = 没有“{ $what }”这一格
    .help = 写成 {"{"}figure: 行.列{"}"}，单列的表写 {"{"}figure: 行{"}"}。
blank-cell-in-text = “{ $what }”这一格未填报，正文无数可引
    .help = 在 figures 中填上该数，或改写这句话。空格不是 0。
unknown-table = 没有“{ $what }”这张表
table-placed-twice = 同一张表放了两次
    .help = 请删去其中一处。

odd-name = 名称“{ $name }”不能作为网址
    .help = content 下的文件夹和 .md 文件名只用小写字母 a–z、数字、-、_ 和 .，例如 helan/2016/annual-report.md。
    .summary = 文件名或文件夹名不能作为网址
    .explain = 页面的网址来自 content 下的路径，应当稳定、便于书写，只用小写字母、数字、-、_ 和 .。
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = content/He Lan/2016/报告.md
alias-address = “{ $written }”不能作为旧网址
    .label = 只写路径
    .help = 写不含 https://、域名、? 和 # 的旧网址，如 /xxgk/nb/2016.html 或 old/report/。带 ? 的旧网址请在服务器上设置跳转。
alias-elsewhere = 旧网址“{ $written }”不在本站所在的 { $base } 之下
    .label = 在本站之外
    .help = 以 / 开头的从域名根算起，不以 / 开头的从本站根目录算起。域名下其他位置的旧网址请在服务器上设置跳转。

same-address = 网址“{ $address }”有两个来源
    .help = 请给其中一个改名。
    .summary = 两个来源使用同一网址
    .explain = 两个文件（或一个文件与本站自有的页面）会写到同一网址，其中一个会被覆盖；只有大小写不同的网址在许多磁盘上也是同一个。
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = content/a.md 和 content/a/index.md
same-address-other = 另一个来源

template = 模板出错：{ $reason }
    .label = 这里

expected-status = “{ $key }”应为 draft 或 published
    .label = 现为“{ $written }”
expected-severity = “{ $key }”应为 error、warning、note 或 off
    .label = 现为“{ $written }”
expected-per-cent = “{ $key }”应为 1 至 100 的整数，单位为百分之一
    .label = 现为“{ $written }”
expected-megabytes = “{ $key }”应为 1 至 1024 的整数，单位为 MB
    .label = 现为“{ $written }”
expected-review = 没有“{ $written }”这种审查
    .help = 可以写：content（内容审查）、secrecy（保密审查）。
expected-download = 没有“{ $written }”这种下载格式
    .label = 可以写：jsonl、xlsx、parquet
    .help = CSV 和各报告的 JSON 总会生成，不必写。
part-table = 某一部分写了表“{ $table }”，但没有这个表
part-anywhere = “{ $label }”不看标题，不能有 at_most、own_words 和 mentions
    .help = 请删去 anywhere，或删去那几项。
expected-relation = 这里应为一条勾稽关系
    .help = 写成：甲 = 乙 + 丙，或 warning: 甲 <= 乙。
relation-without-sign = “{ $part }”中应有一个 = 或 <=
    .help = 写成：甲 = 乙 + 丙，或 甲 <= 乙。
relation-syntax = 勾稽关系读到“{ $part }”读不下去
    .help = 名称之间以 + 或 - 相连，符号前后各空一格。
relation-name = 勾稽关系中的“{ $part }”在表中不存在
    .help = 写行名，多列的行取一格时写 行.列；表内的 rules 写列名。上一年的数前加 last.。
relation-children = “{ $part }”下面没有行，或其中有不填数的标题行
    .help = 请逐行写出。
relation-columns = 勾稽关系“{ $part }”两边的列不同
    .help = 几列的行只能与列相同的行相加；取其中一格时写 行.列。
unknown-rule = 没有“{ $rule }”这条规则
    .label = 可以写：{ $nearest }
rule-always-holds = 规则“{ $rule }”不能更改：不符合它就无法生成网站
known-issue = 已在此说明，随报告公布
known-issue-refused = 规则“{ $rule }”的问题不能以说明代替改正
    .help = 个人信息应当删去或遮盖，审查应当补做。
known-issue-lapsed = 已说明的问题变了：说明的是 { $seen }，现在是 { $now }
    .help = 请核对：改正数据并删去说明，或把 seen 改为现在的值并核对理由。
known-issue-now = 现在的问题
known-issue-idle = 没有发现规则“{ $rule }”的问题“{ $seen }”，这条说明没有用处
    .help = 请删去；如果 rule 或 seen 写错了，请照 gongkai check 所示改正。

last-year = 上一年的数
sum = 两边不相等：{ $seen }，相差 { $difference }
    .label = { $label }
    .help =
        左边：{ $left }
        右边：{ $right }
        关系：{ $rule }（{ $norm }）
    .summary = 合计与各项之和不相等
    .explain = 表中规定相等的两边不相等。空着的格可以是任何数，只有无论怎样填都不相等时才会报告。
    .source = 各表的勾稽关系：国办发〔2014〕32号、国办公开办函〔2019〕60号、国办公开办函〔2021〕30号
    .example = 收到申请数 7，而当面、传真、网络、信函申请数之和为 6
part = 部分大于整体：{ $seen }，多 { $difference }
    .label = { $label }
    .help =
        部分：{ $left }
        整体：{ $right }
        关系：{ $rule }（{ $norm }）
    .summary = “其中”的数大于它所属的数
    .explain = “其中”一行是上一行的一部分，不能更大。空着的格可以是任何数，不会报告。
    .source = 国办发〔2014〕32号
    .example = 主动公开政府信息 665 条，其中规范性文件 700 条
doubtful = 数据可疑：{ $seen }，相差 { $difference }
    .label = { $label }
    .help =
        左边：{ $left }
        右边：{ $right }
        关系：{ $rule }（{ $norm }）
        确实如此的，可在 known_issues 中说明。
    .summary = 一般应当成立的关系不成立
    .explain = 这种关系一般成立，但可能有合理的例外：例如同一信息通过几个渠道公开只计一条，各渠道之和就大于总数。
    .source = 国办发〔2014〕32号
    .example = 主动公开规范性文件 13 条，而当年制发规范性文件只有 3 件
blank-total = 分项已填，“{ $whole }”未填
    .label = { $part } { $seen }
    .help =
        请填上合计，或核对这一项。空格不是 0。
        关系：{ $rule }
    .summary = 分项已填，合计未填
    .explain = 一项的某个组成部分填了数，而这一项本身空着。读者无从知道合计是多少，汇总时这一项也不会计入。
    .source = 国办发〔2014〕32号
    .example = 当面申请数填了 3，收到申请数空着
carry-over = 与上年结转不符：{ $seen }，相差 { $difference }
    .label = { $label }
    .help =
        本年：{ $left }
        上年：{ $right }
        关系：{ $rule }（{ $norm }）
    .summary = 本年的“上年结转”不等于上年的“结转下年度”
    .explain = 上年未办结的申请转到本年办理，所以本年表中的上年结转数应等于同一机关上年表中的结转下年度数，逐列相等。
    .source = 国办公开办函〔2021〕30号
    .example = 2023 年结转下年度 6 件，2024 年上年结转 5 件
stock = 与上年数据不衔接：{ $seen }，相差 { $difference }
    .label = { $label }
    .help =
        本年：{ $left }
        推算：{ $right }
        关系：{ $rule }（{ $norm }）
        清理、更正后不再衔接的，可在 known_issues 中说明。
    .summary = 存量或累计数与上年的数推算不一致
    .explain = 现行有效件数、历年累计等，一般等于上年的数加本年增加、减本年减少。
    .source = 国办公开办函〔2021〕30号
    .example = 上年现行有效 11 件，本年制发 2 件、废止 0 件，而本年现行有效填 11 件

# 跨年度、跨机关
jump = “{ $label }”与上年相差悬殊：上年 { $before }，本年 { $now }
    .label = 上年 { $before }
    .help = 确认无误的不必改动；单位或口径变了的，请在报告中说明。
    .summary = 比上年多四倍以上，或不足上年的五分之一
    .explain = 同一项数与上年相比超过五倍或不足五分之一，且较大的一数不小于 20。多为填错行、错位或单位有误。两年用表不同的不比较。
    .source = 国办公开办函〔2021〕30号
    .example = 行政许可决定上年 1250 件，本年 125000 件
roll-up = “{ $label }”与所属 { $agencies } 个机关之和不符：{ $stated } ≠ { $sum }
    .label = 所属机关合计 { $sum }，相差 { $difference }
    .help = 请核对汇总；本级自身的数应作为所属机关单独报告，不应只出现在汇总数中。
    .summary = 汇总报告的数不等于所属机关之和
    .explain = 政府的年度报告汇总所属各机关的数据。所属机关全部已报、用表相同、这一格全部填数时，逐格核对汇总数。
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = 县报告收到申请 147 件，所属 11 个机关之和为 146 件

# 审查
review-missing = 缺少{ $review ->
    [content] 内容审查（content）
   *[secrecy] 保密审查（secrecy）
}记录，不能公布
    .help = 审查后在文前数据中写 review: {"{"}{ $review }: {"{"}by: 审查人, on: 日期{"}"}{"}"}；尚未审查的，先写 status: draft。
    .summary = 缺少网站要求的审查记录
    .explain = site.yaml 的 publication.require 列出公布前必须完成的审查。公开前应当审查公开的内容和方式，并进行保密审查。
    .source = 政府信息公开条例（国务院令第711号）第十七条
    .example = 网站要求 [content, secrecy]，报告只写了 content
review-afterwards = { $review ->
    [content] 内容审查
   *[secrecy] 保密审查
}晚于公布：{ $seen }
    .help = 审查应在公布之前，请核对两个日期。
    .summary = 审查日期晚于公布日期
    .explain = 公布前的审查不可能在公布之后完成，两个日期必有一误。
    .source = 政府信息公开条例（国务院令第711号）第十七条
    .example = 2026-01-20 公布，保密审查写 2026-01-25

# 网站
link-to-draft = 链接指向草稿“{ $destination }”，草稿不公布
    .label = 这里
    .help = 请先去掉链接，或公布该文件：删去其中的 status: draft。
broken-fragment = 页面上没有“#{ $fragment }”这个位置
    .label = 这里
    .help = 标题的位置由标题文字而来：“## 一、总体情况”是 #一-总体情况；表是 #T-表名，行是 #行名。
    .summary = 链接所指的标题不存在
    .explain = 链接到页面中的某个标题，而页面上没有这个标题，读者会停在页首。
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = [见第三部分](#三、收到和处理情况)，而标题的位置是 #三-收到和处理情况
orphan-attachment = 没有页面链接到附件“{ $name }”，读者找不到它
    .help = 放到报告旁边，报告页会列出它；或在正文中写 [名称](<{ $name }>)；不需要公开的请移出 content。
    .summary = 没有页面列出或链接的附件
    .explain = content 下的文件都会公开。报告旁边的附件由报告页列出，其他附件要有正文链接才找得到，否则多半是误放。
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = content/guide-old.docx
empty-section = 栏目“{ $section }”只有文件，没有页面
    .help = 加一个 { $section }.md，在其中说明并链接这些文件。
    .summary = 栏目没有页面
    .explain = 栏目目录下只有附件，没有 .md 文件，栏目不会出现在网站上。
    .source = 国办公开办函〔2019〕61号
    .example = content/rules/ 下只有 制度.pdf
empty-page = 页面没有内容
    .label = 只有标题
    .help = 写上正文，或先写 status: draft。
    .summary = 页面只有标题，没有正文
    .explain = 栏目页面点开后是空白的，读者会以为网站出了问题。
    .source = 政府网站发展指引（国办发〔2017〕47号）
    .example = guide.md 只有文前数据
report-missing = { $agency }缺少年度报告：{ $years }
    .help = 请补上；当年尚未设立或已经撤销的，在 agency.yaml 中写 first_year 或 last_year。
    .summary = 机关存在的年度没有报告
    .explain = 行政机关应当每年公布上一年度的政府信息公开工作年度报告。从首个年度（first_year 或第一份报告）到最后年度（last_year），逾期仍没有报告的年度都会列出。
    .source = 政府信息公开条例（国务院令第711号）第四十九条、第五十条
    .example = 2018 年成立的镇没有 2021 年度的报告
# 正文与表
prose-cell = 表中的数
prose-total = 总数在这里
prose-figure = 正文与表不一致：{ $seen }，相差 { $difference }
    .label = 正文写的是“{ $stated }”
    .help =
        表中可以对应的数都不相等：
        { $meant }
        请改正其中一处；正文的数可以写成 {"{"}figure: 行.列{"}"}，由表填入，不会再不一致。
    .summary = 正文写的数与表中的数不一致
    .explain = 正文写明某项指标的数，而表中这一格，以及这句话可能指的各种合计，都不是这个数。表中空着的格可以是任何数，不会报告；说的可能是别的年份、别的机关或其中一部分的，也不会报告。
    .source = 国办公开办函〔2021〕30号：文字与表格内容应当一致
    .example = 正文写“收到申请 70 件”，表中本年新收 74 件、上年结转 1 件
prose-sum = 分项之和与总数不相等：{ $seen }，相差 { $difference }
    .label = 这 { $items } 项之和是 { $sum }，总数是 { $total }
    .help =
        各项：{ $parts }
        总数：{ $whole }
        请核对各项和总数。
    .summary = 正文列举的各项之和与总数不相等
    .explain = 正文把一个总数分成几项列出，而各项之和不等于这句话或表中的总数。写明是“主要”或“等”的，以及只说“其中”的，各项之和小于总数不报告，大于总数才报告。
    .source = 国办公开办函〔2021〕30号：文字与表格内容应当一致
    .example = 主动公开政府信息的十二类之和是 692 条，表中主动公开政府信息数是 665 条
wording-syntax = “{ $part }”不是一种说法
    .help = 写成用空格隔开的几个词，正文中各词之间可以有不影响意思的词。数和单位的位置写 N，至多一处，不写就在最后；LAST、NEXT 表示上年、下年。
wording-cell = 表中没有“{ $part }”这一格
    .help = 写 行.列，单列的表写 行；几格之和用 + 相连；一行下面各行之和写 行.* 或 行.*.列。
# Completeness and form.
part-missing = 报告缺少：{ $seen }
    .label = “{ $form }”要求的部分，正文中没有
    .help = 请补上，没有情况的也要写明；标题写法不同的，请用规定的标题。
    .summary = 缺少规定的部分
    .explain = 年度报告的内容有统一规定。2019 年起按标题查找六个部分，标题写法略有不同也认；2018 年及以前只要正文提到即可。没有情况也应写明，否则读者不知道是没有，还是漏了。没有正文的报告只提示没有正文。
    .source = 政府信息公开条例（国务院令第711号）第五十条；国办公开办函〔2019〕60号、国办公开办函〔2021〕30号；2018 年及以前：条例（国务院令第492号）第三十二条
    .example = 2022 年的报告写到“五、存在的主要问题及改进情况”为止，没有“六、其他需要报告的事项”
part-anywhere-enough = 这张表的各部分不要求有标题，正文任何一处提到即可
part-too-long = “{ $part }”有 { $length } 字，超过 { $limit } 字
    .label = 这一部分
    .help = 请删减，细节放到其他部分。汉字和标点各计一字，一个数字或一个英文词计一字，表格不计。
    .summary = 某一部分超过规定的字数
    .explain = 总体情况应当简明，字数在 1000 字以内。按读者看到的文字计算，不含标题、表格和空格，一个数字或英文词计一字。
    .source = 国办公开办函〔2021〕30号
    .example = “一、总体情况”写了 1840 字
part-says-nothing = “{ $part }”没有内容
    .label = 只有“{ $seen }”
    .help = 请写明上一年的问题改进得怎样、还有哪些问题、打算怎样改进。
    .summary = 应当有内容的部分写成“无”
    .explain = 存在的主要问题及改进情况是每年都应当写的，写成“无”“暂无”，或者只有标题，等于没有写。
    .source = 政府信息公开条例（国务院令第711号）第五十条
    .example = “五、存在的主要问题及改进情况”下面只有“无。”
part-repeated = 这一部分与 { $last } 年的报告相同
    .label = { $seen }
    .help = 请写本年的问题，以及上一年的问题改进得怎样。
    .summary = 存在的主要问题及改进情况照抄上年
    .explain = 这一部分除数字、标点和自称以外，与同一机关上一年的报告一字不差。上一年提出的改进措施落实与否，读者无从知道。
    .source = 政府信息公开条例（国务院令第711号）第五十条
    .example = 2022 年和 2023 年都写“更新不及时，下一步加强培训”
part-repeated-last = 上一年的这一部分
fee-not-reported = “{ $part }”没有写明{ $seen }
    .label = 这一部分
    .help = 收了的写明金额，没有收的写明没有收取。
    .summary = 没有报告信息处理费
    .explain = 收取信息处理费的情况应当在“其他需要报告的事项”中报告，没有收取也应写明。写在其他部分的不提示。
    .source = 国办公开办函〔2021〕30号；政府信息公开信息处理费管理办法（国办函〔2020〕109号）
    .example = “六、其他需要报告的事项”下面只有“无其他需要报告的事项。”
no-text = 这份报告没有正文
    .label = 只有表格，或者什么也没有
    .help = 请在前置信息下面写正文；正文另附文件的，请把文字也写进来，以便检索和阅读。
    .summary = 报告没有正文
    .explain = 年度报告由文字和统计表组成，只有表格不成报告。
    .source = 政府信息公开条例（国务院令第711号）第五十条
    .example = 报告只填了 statistics，下面没有文字
form-abolished = “{ $form }”用于 { $years } 年度，这是 { $year } 年度的报告
    .label = 这张表
    .help = 请改用该年度的表；上级要求沿用的，可在 known_issues 中说明。
    .summary = 用了别的年度的表
    .explain = 每张表有适用的年度（表文件中的 years）。用停用的表，或者尚未启用的表，数据就无法与其他机关比较、汇总。
    .source = 国办发〔2014〕32号、国办公开办函〔2019〕60号、国办公开办函〔2021〕30号
    .example = 2019 年度的报告仍用 2014 年的统计表
title-year = 标题写 { $named } 年，而这是 { $year } 年度的报告
    .label = 年份不同
    .help = 请核对标题，再核对 year。
    .summary = 标题中的年份与报告年度不同
    .explain = 标题写了年份，但没有一个是报告的年度。多半是沿用上年的文件，忘了改。
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = 2016 年度的报告，标题仍是“2015年政府信息公开工作年度报告”
title-year-own = 报告的年度
title-agency = 标题中没有“{ $agency }”
    .label = 看不出是哪个机关的报告
    .help = 请在标题中写明机关名称；署名与机关名称不同的，写在 issuer 中。
    .summary = 标题没有写明机关
    .explain = 报告会被单独打开、转发和检索，标题应当说明是哪个机关的。全称、简称、署名，或者省去上级名称、“人民政府”等字样，都认。
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = 标题只有“2024年政府信息公开工作年度报告”
template-residue = 留有模板的文字：{ $seen }
    .label = 这里
    .help = 请填上内容，或删去。
    .summary = 模板的提示或空格没有填
    .explain = 照模板写的报告，发布前应当把提示语删去，把 XX、×× 等换成实际内容。已遮盖的姓名、号码不在此列。
    .source = 政府信息公开条例（国务院令第711号）第六条：及时、准确地公开政府信息
    .example = “（文字描述）”；“20XX年，XX镇收到申请XX件”
date-lost = 日期缺了数字：{ $seen }
    .label = 这里
    .help = 请补上年、月、日。
    .summary = 日期中的数字丢失
    .explain = “自年月日起”“统计期限自至”之类，数字没有填，或者在复制、转换时丢了。
    .source = 政府信息公开条例（国务院令第711号）第六条：及时、准确地公开政府信息
    .example = “本报告所列数据的统计期限自至。”
stale-year = 写的是 { $named } 年，应当是 { $meant } 年
    .label = 这是 { $year } 年度的报告
    .help = 请核对；确实是 { $named } 年的，请在句中写明与本年的关系。
    .summary = 正文沿用了上年的年份
    .explain = 只看这几处：统计期限的起止日期，报告和各部分开头说明是哪一年的话，本年收费情况，下一年的打算。与往年比较、文件名、项目名中的年份都正常，不会提示。
    .source = 政府信息公开条例（国务院令第711号）第六条：及时、准确地公开政府信息
    .example = 2016 年度的报告写“统计期限自2015年1月1日起至2015年12月31日止”
document-number = 发文字号写法不对：{ $seen }
    .label = 应当写成 { $instead } 的样子
    .help = 年份四位，用六角括号〔〕；序号不加“第”，前面不加 0。
    .summary = 发文字号的括号、年份或序号不对
    .explain = 发文字号由机关代字、年份、顺序号组成：年份标全称，用六角括号括入，顺序号不加“第”字、不编虚位。只检查确是发文字号的地方，案号、门牌等不看。
    .source = 党政机关公文格式（GB/T 9704—2012）7.2.5
    .example = 国办发[2014]32号、国办发〔201〕32号、国办发〔2014〕第32号
late = 发布晚了 { $days } 天，期限是 { $due }
    .label = 发布日期
    .help = 日期无误的，不必改；可在 known_issues 中说明原因。
    .summary = 报告发布晚于期限
    .explain = 2019 年度起，部门、乡镇、街道应当在次年 1 月 31 日前，县级以上人民政府应当在 3 月 31 日前公布；2018 年度及以前一律是 3 月 31 日。同一机关同一年度有几份报告的，看计入的那一份。
    .source = 政府信息公开条例（国务院令第711号）第四十九条；条例（国务院令第492号）第三十一条
    .example = 某镇 2023 年度的报告于 2024-02-06 发布
published-early = 发布日期在 { $year } 年结束之前
    .label = { $seen }
    .help = 请核对 published 和 year。
    .summary = 年度还没有结束，报告就发布了
    .explain = 年度报告说的是全年的情况，不会在年内发布。多半是发布日期的年份忘了改。
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = 2025 年度的报告，发布日期写成 2025-01-20
published-ahead = 发布日期还没有到：{ $seen }
    .label = 今天是 { $today }
    .help = 请核对 published；尚未发布的，写 status: draft。
    .summary = 发布日期在今天以后
    .explain = 网站一生成，报告就公开了，不会等到所写的日子。草稿可以写打算发布的日期，不会提示。
    .source = 政府信息公开条例（国务院令第711号）第六条：及时、准确地公开政府信息
    .example = 今天是 2026-01-10，报告写 published: 2026-01-20
outside-years = “{ $agency }”的年度是 { $years }，这是 { $year } 年度的报告
    .label = 这一年
    .help = 请核对 year，以及 agency.yaml 中的 first_year 和 last_year。
    .summary = 机关不存在的年度有报告
    .explain = agency.yaml 说明了机关从哪一年到哪一年编制报告，这份报告不在其中。
    .source = 政府信息公开条例（国务院令第711号）第四十九条
    .example = 2019 年撤销的国土资源局有 2020 年度的报告
not-a-rule-maker = “{ $agency }”不能制定规章，表中却填了 { $seen }
    .label = { $label }
    .help = 规章由国务院部门、省级和设区的市、自治州人民政府制定；一般文件填入规范性文件一行。
    .summary = 不能制定规章的机关填了规章数
    .explain = 县级人民政府、乡镇、街道和地方各级部门都不能制定规章，这一行应当填 0。没有上级的部门可能是国务院部门，不检查。
    .source = 中华人民共和国立法法（2023年修正）第九十一条、第九十三条
    .example = 某镇填报规章“现行有效件数” 6 件
copied-narrative = 正文与{ $agency } { $year } 年的报告相同：{ $seen }
    .label = 这一份在后
    .help = 请写本机关本年度的情况。达到 { $limit }% 就会提示，可在 site.yaml 的 similarity 中更改。
    .summary = 正文照抄别的机关或往年
    .explain = 两份报告的正文，去掉机关名称、自称、数字和标点以后，逐句比较，相同的句子按字数占较长一份的百分比。年度在后的一份被提示，同年的以路径在后的为准。很短的正文不比较。
    .source = 政府信息公开条例（国务院令第711号）第五十条
    .example = 两个镇的报告除镇名和数字外一字不差
copied-narrative-of = 相同的报告
# Privacy
resident-id = 公民身份号码：{ $seen }
    .label = 写作 { $seen }，或者删去
    .help = 任何人的身份号码都不得公开。已经发布的文件和别处的副本也要遮盖。
    .summary = 公民身份号码（18 位）
    .explain = 行政区划、出生日期和校验码都对的号码，就是某个人的公民身份号码。检查范围：正文、报告头、site.yaml、agency.yaml、文件名和附件（csv、tsv、txt、md、html、docx、xlsx；不含图片、PDF 和旧的 .doc、.xls）。单位的统一社会信用代码不算。遮盖时只留前 2 位和后 3 位。gongkai 的所有提示中，号码也都是遮盖的。
    .source = 《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》（国务院令第711号）第十五条（个人隐私）；GB 11643-1999《公民身份号码》
    .example = 完整写出的身份证号 11*************01X
resident-id-15 = 可能是 15 位身份证号码：{ $seen }
    .label = 写作 { $seen }，或者删去
    .help = 如果是别的编号，不必处理。
    .summary = 可能是 1999 年以前发放的身份证号码（15 位）
    .explain = 行政区划和日期都对的 15 位数，可能是某个人的旧身份证号码。这种号码没有校验码，别的编号也可能碰巧相像，所以只是警告。
    .source = 《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》（国务院令第711号）第十五条；GB 11643-1999《公民身份号码》（改为 18 位）
    .example = 完整写出的身份证号 11**********001
mobile-number = 手机号码：{ $seen }
    .label = 写作 { $seen }，或者删去
    .help = 单位的固定电话可以公开。确需公开的公务手机号码，见 gongkai check --explain mobile-number。
    .summary = 手机号码
    .explain = 以 13 至 19 开头的 11 位数是手机号码，带 +86、分段书写或用全角数字的也算。个人的手机号码不得连同姓名公开。固定电话、热线（12345、400……）、已遮盖的号码、带单位的金额，以及更长的数字和字母串中的一段，都不报告。单位对外公布的号码确是手机号码的，须由网站用下面的设置写明，对全站有效。
    .source = 《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》（国务院令第711号）第十五条
    .example = 完整写出的“联系人张三，电话 138****1234”
bank-card = 银行卡号：{ $seen }
    .label = 写作 { $seen }，或者删去
    .help = 任何人的账号都不得公开；发放名单中请删去这一栏。
    .summary = 银行卡号
    .explain = 以银行的号段开头、末位校验码（Luhn）正确的 16 至 19 位数是银行卡号。同样开头的其他编号，十个里约有一个碰巧通过校验；除 62 外，与行政区划代码相同的号段，只有按四位一组书写的才算。
    .source = 《中华人民共和国个人信息保护法》第二十八条（金融账户属于敏感个人信息）；《中华人民共和国政府信息公开条例》（国务院令第711号）第十五条
    .example = 完整写出的卡号 ***************1234
attachment-unread = 附件没有检查完，不能确定其中有没有个人信息
    .help = 请人工检查，或者另存为较小的、没有损坏的文件。
    .summary = 附件不能检查有没有个人信息
    .explain = 文本、Word 和 Excel 附件在发布前都要检查。超过 32 MiB 的、有密码的、损坏的，以及解压后大得不合常理的，无法检查。
    .source = 《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》（国务院令第711号）第十五条
    .example = 有密码的“名单.xlsx”
number-in-name = 在文件名或文件夹名中，请改名
number-in-passage = 原文：{ $passage }
number-in-cell = 在工作表“{ $sheet }”的 { $cell } 格
numbers-more = 这个文件中还有 { $more } 处同类号码
unread-too-large = 文件超过 32 MiB
unread-damaged = 文件已损坏、有密码，或者不是它的名字所说的文件
unread-unpacks = 文件解压后大得不合常理
