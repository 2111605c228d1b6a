/** A document of an office that issued no such text: invented for the test, and nowhere else to be found. */
export interface InventedDocument {
  readonly id: string
  readonly text: string
}

/** A question with the measure that answers it, by reading; null where neither document does. */
export interface ReadQuestion {
  readonly question: string
  readonly answer: string | null
}

/** Invented measures, in the wording of such documents and about other goods than the corpus has. */
export const INVENTED_DOCUMENTS: readonly InventedDocument[] = [
  {
    id: 'shanghai-invented',
    text: `上海海关关于支持生物医药产业发展的若干措施

一、建立研发用样品快速通道
对生物医药企业进口的研发用样品，凭企业声明先行放行，放行时间不超过24小时。
二、优化特殊物品审批
对低风险特殊物品，审批时限由20个工作日压缩至5个工作日。
三、支持保税研发
允许企业在综合保税区内开展保税研发业务，研发耗材按月核销。
四、便利实验动物进境
对进境实验鼠实行隔离检疫场共享，隔离期由30天缩短至14天。
五、开展夜间查验
在浦东国际机场对需要冷链运输的药品提供24小时预约查验。

上海海关
2026年5月12日
`,
  },
  {
    id: 'qingdao-invented',
    text: `青岛海关支持水产品进出口若干措施

一、推行鲜活水产品优先查验
对进口鲜活龙虾、螃蟹等水产品，到港后2小时内完成查验。
二、支持远洋渔业自捕鱼运回
对我国远洋渔船自捕水产品运回国内的，凭远洋渔业企业申报免于提交原产地证书。
三、扩大出口水产品备案养殖场互认
对已通过省内其他海关备案的养殖场，不再重复现场评审。
四、设立出口紫菜检测绿色通道
出口紫菜的重金属检测周期由7天缩短至3天。
五、便利冷库监管
允许企业将进口冷冻水产品存入厂区自有冷库，海关实施视频监管。

青岛海关
2026年4月20日
`,
  },
]

const [SHANGHAI, QINGDAO] = ['shanghai-invented', 'qingdao-invented']

/** Written from the texts above, before any was asked: word by word, in everyday words, in each form. */
export const READ_QUESTIONS: readonly ReadQuestion[] = [
  { question: '上海海关特殊物品审批要几天', answer: `${SHANGHAI}/2` },
  { question: '上海海关进口研发用样品多久能放行？', answer: `${SHANGHAI}/1` },
  { question: '上海综保区里做保税研发，耗材怎么核销？', answer: `${SHANGHAI}/3` },
  { question: '进境实验鼠要隔离多少天', answer: `${SHANGHAI}/4` },
  { question: '浦东机场半夜能约查验冷链药品吗', answer: `${SHANGHAI}/5` },
  { question: '上海海關低風險特殊物品審批時限縮短到多久？', answer: `${SHANGHAI}/2` },
  { question: '在上海搞新药研发，进口的样品能不能先拿走再说', answer: `${SHANGHAI}/1` },
  {
    question:
      'Is night-time inspection available for cold-chain medicines at Shanghai Pudong airport?',
    answer: `${SHANGHAI}/5`,
  },
  { question: '青岛海关活龙虾到港多久查验完', answer: `${QINGDAO}/1` },
  {
    question: '我们公司的远洋渔船自己捕的鱼运回青岛，还要交原产地证书吗？',
    answer: `${QINGDAO}/2`,
  },
  {
    question: '養殖場在省內別的海關備案過，到青島海關還要重新現場評審嗎？',
    answer: `${QINGDAO}/3`,
  },
  { question: '青岛海关出口紫菜重金属检测几天出结果', answer: `${QINGDAO}/4` },
  { question: '青岛进口冷冻鱼可以放自己厂里的冷库吗', answer: `${QINGDAO}/5` },
  {
    question: 'How long does Qingdao Customs take to inspect live lobsters after arrival?',
    answer: `${QINGDAO}/1`,
  },
  // Neither document answers these, nor any other of the corpus.
  { question: '上海海关疫苗出口要不要检验检疫证书', answer: null },
  { question: '上海海关进口化妆品备案要几天', answer: null },
  { question: '上海海关对文物回流进境有什么便利', answer: null },
  { question: '上海海关进口二手飞机怎么报关', answer: null },
  { question: '上海海關行李超重要罰款多少？', answer: null },
  { question: '上海迪士尼的门票哪里买', answer: null },
  {
    question: 'Does Shanghai Customs speed up the clearance of imported race horses?',
    answer: null,
  },
  { question: '青岛海关进口牛肉多久查验完', answer: null },
  { question: '青岛海关出口茶叶农残检测要几天', answer: null },
  { question: '青岛海关宠物狗入境要隔离多少天', answer: null },
  { question: '青岛海关马场怎么备案', answer: null },
  { question: '青島海關對進口葡萄酒的標籤有什麼要求？', answer: null },
  { question: '青岛今天天气怎么样', answer: null },
  { question: 'Can Qingdao Customs refund the duty on returned furniture?', answer: null },
]
