# 诊断与提示，简体中文。每条：一句话说明问题；.label 写在插入符旁；.help 说明应当怎样写。

level-error = 错误
level-warning = 警告
level-note = 提示
level-see = 参见
level-help = 办法

built = 已生成：{ $reports } 份报告，{ $pages } 个页面，{ $files } 个文件，{ $warnings } 条警告，用时 { $seconds } 秒 → { $folder }
drafts-left-out = （另有 { $drafts } 份草稿未生成）
checked = 已检查 { $reports } 份报告：没有错误，{ $warnings } 条警告，{ $notes } 条提示，用时 { $seconds } 秒。
checked-errors = 已检查：{ $errors } 处错误，{ $warnings } 条警告，{ $notes } 条提示，用时 { $seconds } 秒。
no-such-code = 没有“{ $code }”这条规则。gongkai check --explain 列出全部规则。
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

destination-root = { $folder } 是根目录，不能作为输出目录。
destination-home = { $folder } 是用户主目录或其上级，不能作为输出目录。
destination-above-site = { $folder } 是网站目录本身或其上级，不能作为输出目录：生成时其中的内容会被整体替换。请用 --destination 指定另一个目录。
destination-in-sources = { $folder } 在网站的 content、themes 或 forms 之内，不能作为输出目录。请用 --destination 指定另一个目录。
destination-no-folder = { $folder } 是文件，不是目录。
destination-foreign = { $folder } 不是空目录，其中的文件也不是 gongkai 生成的，不会替换。请清空该目录，或用 --destination 指定另一个目录。

no-site-file = 找不到 site.yaml
    .help = 请在含有 site.yaml 的目录中运行，或在命令后写明该目录：gongkai build 目录
unreadable = 无法读取：{ $reason }
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
changed-while-building = 生成过程中文件被改动，请重新生成

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
    .help = 主题应在 themes/{ $name }/ 目录下；不写 theme 则用内置主题。

year-disagrees = 文前数据写的是 { $year } 年，路径写的是 { $path } 年
    .label = 与路径不一致
    .help = 请改正其中一个。
report-without-agency = 报告不属于任何机关
    .help = 在报告所在目录或其上级目录中放一个 agency.yaml，写明 name 和 level。
agency-without-folder = agency.yaml 应放在机关自己的文件夹里
    .help = 在 content 下为机关建一个文件夹，例如 content/xigang/agency.yaml，报告也放在其中。
looks-like-source = 这个文件会原样公开，不会作为报告或机关读取
    .help = 报告的文件名以小写 .md 结尾，机关的文件名为 agency.yaml。
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
same-address = 网址“{ $address }”有两个来源
    .help = 请给其中一个改名。
same-address-other = 另一个来源

template = 模板出错：{ $reason }
    .label = 这里

expected-status = “{ $key }”应为 draft 或 published
    .label = 现为“{ $written }”
expected-severity = “{ $key }”应为 error、warning、note 或 off
    .label = 现为“{ $written }”
expected-per-cent = “{ $key }”应为 1 至 100 的整数，单位为百分之一
    .label = 现为“{ $written }”
expected-review = 没有“{ $written }”这种审查
    .help = 可以写：content（内容审查）、secrecy（保密审查）。
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
