/** A text of the demo page in its two languages. */
export interface DemoText {
  readonly en: string
  readonly 'zh-Hans': string
}

/** A language of the demo page. */
export type DemoLanguage = keyof DemoText

/** A name of the interface, what it takes by default, and what it is for. */
export interface DemoEntry {
  readonly name: string
  readonly value: string
  readonly about: DemoText
}

/** Attributes of the element; of the script, each with `data-` before it. */
export const DEMO_ATTRIBUTES: readonly DemoEntry[] = [
  {
    name: 'server',
    value: '',
    about: {
      en: 'Address of the service; the origin of the script when left out.',
      'zh-Hans': '服务地址；不填时取脚本所在的地址。',
    },
  },
  {
    name: 'lang',
    value: '',
    about: {
      en: 'Language of the interface: zh-Hans, zh-Hant-HK, zh-Hant-TW, en or an alias. By default that of the page, then of the browser. Answers are in the language of the question.',
      'zh-Hans':
        '界面语言：zh-Hans、zh-Hant-HK、zh-Hant-TW、en 或其别名。默认取网页语言，其次取浏览器语言。回答的语言随问题而定。',
    },
  },
  {
    name: 'heading',
    value: '',
    about: { en: 'Title of the panel.', 'zh-Hans': '窗口标题。' },
  },
  {
    name: 'suggestions',
    value: '',
    about: {
      en: 'Questions to begin with, separated by |; at most six.',
      'zh-Hans': '开始时建议的问题，以 | 分隔，最多六个。',
    },
  },
  {
    name: 'office',
    value: '',
    about: {
      en: 'Id of the office that is chosen at first, such as dalian-customs.',
      'zh-Hans': '预先选定的海关，如 dalian-customs。',
    },
  },
  {
    name: 'theme',
    value: 'auto',
    about: {
      en: 'light, dark, or by the visitor’s setting.',
      'zh-Hans': 'light（浅色）、dark（深色），默认随访客的系统设置。',
    },
  },
  {
    name: 'position',
    value: 'end',
    about: { en: 'Corner of the page: end or start.', 'zh-Hans': '所在的角：end 或 start。' },
  },
  {
    name: 'launcher',
    value: '',
    about: {
      en: 'none leaves the button out; the page then calls open().',
      'zh-Hans': '设为 none 时不显示按钮，由网页调用 open()。',
    },
  },
  {
    name: 'key',
    value: '',
    about: {
      en: 'API key, where the operator asks for one. It can be read by every visitor: bind it to your origin.',
      'zh-Hans': 'API 密钥（运营方要求时填写）。访客可以看到它，请把它限定在本站的来源。',
    },
  },
]

/** Methods and properties of the element. */
export const DEMO_METHODS: readonly DemoEntry[] = [
  { name: 'open()', value: '', about: { en: 'Opens the panel.', 'zh-Hans': '打开窗口。' } },
  { name: 'close()', value: '', about: { en: 'Closes it.', 'zh-Hans': '关闭窗口。' } },
  {
    name: 'ask(question)',
    value: '',
    about: { en: 'Opens the panel and asks.', 'zh-Hans': '打开窗口并提问。' },
  },
  {
    name: 'newConversation()',
    value: '',
    about: { en: 'Begins a new conversation.', 'zh-Hans': '开始新对话。' },
  },
  {
    name: 'isOpen',
    value: '',
    about: { en: 'Whether the panel is open.', 'zh-Hans': '窗口是否打开。' },
  },
]

/** Events of the element; they bubble. */
export const DEMO_EVENTS: readonly DemoEntry[] = [
  {
    name: 'policy-assistant:open',
    value: 'null',
    about: { en: 'The panel opened.', 'zh-Hans': '窗口已打开。' },
  },
  {
    name: 'policy-assistant:close',
    value: 'null',
    about: { en: 'It closed.', 'zh-Hans': '窗口已关闭。' },
  },
  {
    name: 'policy-assistant:question',
    value: '{ question }',
    about: { en: 'A question was sent.', 'zh-Hans': '问题已发送。' },
  },
  {
    name: 'policy-assistant:answer',
    value: 'Answer',
    about: { en: 'The whole answer, as the API gives it.', 'zh-Hans': '完整的回答，格式同 API。' },
  },
  {
    name: 'policy-assistant:citation',
    value: 'Citation',
    about: { en: 'A citation was opened.', 'zh-Hans': '打开了一处出处。' },
  },
  {
    name: 'policy-assistant:feedback',
    value: '{ rating }',
    about: { en: 'An answer was rated.', 'zh-Hans': '访客评价了回答。' },
  },
  {
    name: 'policy-assistant:copy',
    value: '{ answerId }',
    about: { en: 'An answer was copied.', 'zh-Hans': '访客复制了回答。' },
  },
  {
    name: 'policy-assistant:error',
    value: '{ kind, retryAt?, requestId? }',
    about: { en: 'There was no answer.', 'zh-Hans': '没有得到回答。' },
  },
]

/** Custom properties, set on the element. */
export const DEMO_PROPERTIES: readonly DemoEntry[] = [
  {
    name: '--pa-accent',
    value: '#1d5c96',
    about: { en: 'Main colour, light theme.', 'zh-Hans': '主色（浅色主题）。' },
  },
  {
    name: '--pa-on-accent',
    value: '#ffffff',
    about: { en: 'Text upon it.', 'zh-Hans': '主色上的文字。' },
  },
  {
    name: '--pa-accent-dark',
    value: '#8dc0f0',
    about: { en: 'Main colour, dark theme.', 'zh-Hans': '主色（深色主题）。' },
  },
  {
    name: '--pa-on-accent-dark',
    value: '#0c1a27',
    about: { en: 'Text upon it.', 'zh-Hans': '主色上的文字。' },
  },
  {
    name: '--pa-font',
    value: 'system',
    about: { en: 'Typeface before the system’s.', 'zh-Hans': '优先使用的字体。' },
  },
  {
    name: '--pa-width',
    value: '432px',
    about: { en: 'Width of the panel.', 'zh-Hans': '窗口宽度。' },
  },
  {
    name: '--pa-height',
    value: '740px',
    about: { en: 'Its greatest height.', 'zh-Hans': '窗口最大高度。' },
  },
  { name: '--pa-radius', value: '12px', about: { en: 'Its corners.', 'zh-Hans': '窗口圆角。' } },
  {
    name: '--pa-offset-inline, --pa-offset-block',
    value: '24px',
    about: { en: 'Distance from the corner of the page.', 'zh-Hans': '与页面边角的距离。' },
  },
  { name: '--pa-z-index', value: '2147483000', about: { en: 'Layer.', 'zh-Hans': '层级。' } },
]

/** Everything else the page says. */
export const DEMO_WORDS = {
  title: { en: 'The widget on your page', 'zh-Hans': '在网页中使用问答组件' },
  lead: {
    en: 'One script puts the enquiry on any page. This page uses it as yours would: under a policy that allows no inline script or style and no markup made from text.',
    'zh-Hans':
      '只需一行脚本，即可在任意网页中使用。本页也以同样方式接入，并采用严格的内容安全策略：不允许内联脚本、内联样式，也不允许由文本生成标记。',
  },
  embed: { en: 'Put it on a page', 'zh-Hans': '接入网页' },
  embedPinned: {
    en: 'Or a fixed version, which the browser checks against its hash and keeps for good:',
    'zh-Hans': '或使用固定版本，浏览器会核对其哈希值并长期缓存：',
  },
  embedElement: {
    en: 'Or place the element yourself; the script then adds none:',
    'zh-Hans': '也可以自行放置元素，脚本便不再添加：',
  },
  policy: {
    en: 'What the page’s content security policy has to allow; no style or frame is needed:',
    'zh-Hans': '网页的内容安全策略需要允许以下来源，无需允许样式或框架：',
  },
  origin: {
    en: 'The service answers pages of the origins in ALLOWED_ORIGINS, or those that a key is bound to.',
    'zh-Hans': '服务只回应 ALLOWED_ORIGINS 中的来源，或密钥所限定的来源。',
  },
  try: { en: 'Try it', 'zh-Hans': '试一试' },
  tryOpen: { en: 'Open', 'zh-Hans': '打开' },
  tryAsk: { en: 'Ask a question', 'zh-Hans': '提一个问题' },
  tryNew: { en: 'New conversation', 'zh-Hans': '新对话' },
  question: {
    en: 'Which offices let me return cross-border e-commerce goods?',
    'zh-Hans': '哪些海关支持跨境电商退货？',
  },
  log: { en: 'Events', 'zh-Hans': '事件记录' },
  attributes: { en: 'Attributes', 'zh-Hans': '属性' },
  attributesNote: {
    en: 'On the script each has data- before its name.',
    'zh-Hans': '写在脚本上时，名称前加 data-。',
  },
  methods: { en: 'Methods and properties', 'zh-Hans': '方法与属性值' },
  events: { en: 'Events', 'zh-Hans': '事件' },
  properties: { en: 'CSS custom properties', 'zh-Hans': 'CSS 自定义属性' },
  partsNote: {
    en: 'The parts launcher and panel can be styled by ::part().',
    'zh-Hans': '可用 ::part() 设置 launcher 与 panel 两个部分的样式。',
  },
  name: { en: 'Name', 'zh-Hans': '名称' },
  default: { en: 'Default', 'zh-Hans': '默认值' },
  detail: { en: 'detail', 'zh-Hans': 'detail' },
  meaning: { en: 'Meaning', 'zh-Hans': '说明' },
  privacy: {
    en: 'The widget sets no cookies. A conversation stays in the tab’s session storage and ends with the tab.',
    'zh-Hans': '组件不使用 Cookie。对话只保存在当前标签页的会话存储中，关闭标签页即清除。',
  },
} as const satisfies Readonly<Record<string, DemoText>>
