/** Questions that ask for the same, in each written form, parted by `|` or a line break. */
export interface AskedQuestions {
  readonly 'zh-Hans'?: string
  readonly 'zh-Hant-HK'?: string
  readonly 'zh-Hant-TW'?: string
  readonly en?: string
}

/**
 * Questions by all that they ask of a measure: facets, and `now` for whether it can be done already,
 * parted by a space; `none` when they ask for none of it.
 *
 * A length in units of time (几天) is `duration` beside `timeLimit`, or beside `period` when it is how
 * long a paper or a right holds; how often that is reviewed is `period` too. Since when a scheme runs
 * is `timeLimit`. What a service costs is `fee`, any other sum (a fine, a saving, a ceiling) `amount`;
 * a share is `percentage` alone. Where one applies or looks something up is `channel`, any other place
 * `place`; whom to turn to is `channel` and `responsible`.
 *
 * `fitted` are those that the cues were made by. `heldOut` were written when the cues were done: of 122
 * the cues read 83 right at first, and were mended by the others.
 */
export const askedFacets: Readonly<
  Record<'fitted' | 'heldOut', Readonly<Record<string, AskedQuestions>>>
> = {
  fitted: {
    materials: {
      'zh-Hans': `办暂时进出境延期要啥材料？ | 申请预裁定该准备哪些文件？ | 补办减免税审核都得交什么？ | 真空包装查验备案要递什么表？ | 去办附条件提离，得带上哪些单据？
        主动披露要附什么证明？ | 外国投资者办登记要拿什么证件？ | 申请保税维修需要准备点啥资料？ | AEO认证有没有材料清单？ | 免办CCC的零件先提走，后面要补哪些证明？
        非政策性退税要填什么表格？ | 展会担保要出具什么文件？ | 批次检验的后续批次凭什么单据放行？ | 大米跨区直通要哪几样单证？ | 加工贸易报单耗要报送哪些资料？
        出口退货得提供哪些凭证？ | 科研仪器换个地方用，得交哪些东西给海关？ | 预裁定 所需材料 | 办这个都要带些什么？`,
      'zh-Hant-HK': `申請預裁定要帶咩去？ | 暫時進境貨延期要交啲乜嘢文件？ | 港澳公司喺海南登記要咩證件？ | AEO認證要準備邊啲資料？ | 退稅要填邊份表？
        免CCC嘅汽車零件先提貨，之後要補返乜嘢證明？ | 報關要附邊啲單據？ | 主動披露要遞咩文件上去？ | 去海關辦延期要攞咩紙去？ | 附條件提離要準備啲咩俾海關？
        單耗要交邊幾份報表？`,
      'zh-Hant-TW': `申請預裁定該準備哪些文件？ | 展品暫時進口延期要檢附什麼證明？ | 辦外資公司登記，需檢具哪些資料？ | 主動揭露要繳交什麼表單？
        進口零組件先聲明後辦證，要附上哪些文件？ | 要出示什麼證件才能線上簽名？ | 退稅申請書之外還要附什麼？ | 備齊哪些單據才能分批出區？ | 補辦減免稅要送哪些資料？
        附條件提離的應備文件有哪些？`,
      en: `What do I bring to extend a temporary import?
        Which papers are needed for an advance ruling?
        What paperwork does a foreign investor have to file?
        What should I submit with a refund request?
        What supporting evidence goes with a voluntary disclosure?
        Can you give me a list of the documents required for AEO status?
        What forms have to be filled in for conditional release?
        What proof must an importer show for the extension?
        Which certificates must accompany a lot of rice? | What has to be attached to the filing?
        What do we need to hand in for duty relief after the fact?
        Is there a checklist of documents for bonded repair?
        Please tell me the documentation required to release CCC-exempt parts.
        What kind of ID do Taiwan residents have to produce?
        extension of temporary import, required documents`,
    },
    timeLimit: {
      'zh-Hans': `检疫审批多久能批下来？ | 预裁定最晚什么时候要提出来？ | 冰鲜水产品抽样后多长时间放行？ | 实验室结果一般啥时候出来？ | 查验要等多久啊？
        新能源车分箱发运何时能办？ | 港澳台居民拿居住证在线签名，啥时候能用上？ | 退税大概多久到账？ | 药械供船要提早多久申报？ | 减免税货物换地方使用，什么时候向海关报告？
        企业码平台是哪一天上线的？ | 关区进出口数据多久发布一次？ | 一般多少时间能把检疫办好？ | 邮轮靠港前多早要报？ | 补办减免税的截止日期是哪天？ | 约见领导要排多长时间的队？
        “先入区后报关”是从什么时候起搞的？ | 补缴税款后申请退税有没有时限？ | 样品化验 办理时限 | 预裁定要提前多少申请？ | 暂时进境延期最多能延多少？`,
      'zh-Hant-HK': `檢疫審批幾耐批到？ | 驗貨要等幾耐？ | 幾時前要申請預裁定？ | 退稅幾時到帳？ | 船泊咗岸之後幾耐先有人嚟驗？ | 交咗稅之後最遲幾時要補辦減免稅？
        海關啲統計數據隔幾耐出一次？ | 化驗結果最快幾時有？ | 呢個模式由邊日開始行？ | 辦延期要幾早申請？`,
      'zh-Hant-TW': `動植物檢疫審批多久會核准？ | 什麼時候要提出預裁定申請？ | 鮮活農產品最快何時放行？ | 補辦減免稅有沒有時限？ | 檢驗結果大概什麼時候會出來？
        郵輪補給藥品要多早申報？ | 企業碼是什麼時候上線的？ | 提出申請後要等多長的時間？ | 最慢哪一天要提出？ | 多久公布一次外貿資料？ | 科研儀器移地使用要在何時回報？`,
      en: `How soon are samples tested on public holidays?
        By what date must we ask for an advance ruling? | When does the refund land in our account?
        How long does plant quarantine approval take?
        What's the deadline for claiming duty relief retroactively?
        How quickly will chilled fish be released after sampling?
        How far ahead do cruise supplies have to be declared?
        What is the usual turnaround for lab results?
        When did the enterprise code platform go online?
        How often are the trade figures published?
        At what point must the change of location be reported?
        How early can a ship's papers be sent in?
        Since when has "enter first, declare later" been running?
        When is the latest we can ask for it?
        What is the time limit for duty relief after payment?`,
    },
    period: {
      'zh-Hans': `出口危险货物包装检测报告有效期是多久？ | 预裁定决定书能用多久？ | 高级认证资格到哪年为止？ | AEO证书多久要复核？ | 检疫许可证什么时候过期？
        这份检测报告管用到什么时候？ | 备案办一次能管多长时间？ | 暂时进出境延期后有效到哪一天？ | 单耗申报一次长期有效吗，还是要续？ | 担保办一次可以用到何时？
        海关信用等级隔多久重新评一次？ | 电子底账有没有有效期限？ | 分箱发运试点到什么时候结束？ | 这项优惠执行到哪天为止？ | 电子口岸卡什么时候到期要换？
        白名单资格能保持多久？ | 零关税企业名单进了以后会过期吗？ | 检疫许可证 有效期`,
      'zh-Hant-HK': `份檢測報告有效期去到幾時？ | 預裁定可以用幾耐？ | AEO資格隔幾耐要覆核一次？ | 張許可證幾時過期？ | 批咗嘅延期有效到幾時？
        白名單嘅資格可以維持幾耐？ | 呢個優惠做到邊年為止？ | 備案一次用得幾耐？ | 企業信用等級要唔要定期覆審？ | 試點去到幾時完？ | 張證使唔使續期？`,
      'zh-Hant-TW': `檢測報告的效期多長？ | 預裁定的有效期限到什麼時候？ | 高級認證企業資格多久要重新審查一次？ | 這項優惠實施到哪一年為止？ | 許可證何時到期？
        一次備案能維持多久效力？ | 延期核准後有效至何時？ | 白名單資格會到期嗎？ | 登記一次可用多久，需不需要換證？ | 試辦期間到什麼時候結束？`,
      en: `How long is a packaging test report good for? | When does the advance ruling expire?
        How often is AEO status reviewed? | Until when is the permit valid?
        What is the validity of the quarantine permit?
        How long does the certification stay in force? | Does whitelist status ever lapse?
        Is there an expiry date on the record filing?
        How long can we rely on the ruling once issued?
        How long does the guarantee last before it needs renewing?
        When do we have to renew our registration?
        Until what year does the zero-tariff list apply? | When does the pilot end?
        For how long does a credit rating hold? | What's the validity period of an extension?`,
    },
    'duration timeLimit': {
      'zh-Hans': `化验结果要几个工作日？ | 预裁定要提前几个月申请？ | 补办减免税是缴税后几年内？ | 检疫审批要多少天？ | 退税几天能到账？ | 查验平均要几小时？
        船到以后多少个小时之内能作业？ | 缴税后几个月里可以申请退回来？ | 现场检查完几天放行？ | 高级认证要走多少个月？ | 抽样后几个钟头能拿到货？ | 海关数据隔几个月发一次？`,
      'zh-Hant-HK': `化驗要幾多日？ | 預裁定要早幾個月申請？ | 交稅後幾多個月內可以補辦？ | 退稅要幾多個工作天先到？ | 船埋咗岸幾個鐘內驗完？ | 審批一般要幾日？
        驗貨通常要幾多個鐘頭？`,
      'zh-Hant-TW': `檢疫審批要幾個工作天？ | 預裁定要在幾個月前提出？ | 繳稅後多少個月內可以補辦？ | 檢驗要花幾天？ | 退稅要等幾個禮拜？ | 申請後幾天內會核准？
        船舶到港幾小時內可作業？`,
      en: `How many working days does a lab test take?
        How many months before import must we ask for a ruling?
        Within how many days is the refund paid? | How many hours after arrival can loading begin?
        How many weeks does certification take? | In how many days is a permit granted?
        What number of days do we have to claim duty relief?
        How many years after paying can relief be claimed?`,
    },
    'duration period': {
      'zh-Hans': `高级认证几年一审？ | 检测报告有效期几个月？ | 预裁定能管几年？ | 暂时进境货物延期后有效几个月？ | 许可证几年一换？ | 白名单资格有效多少年？`,
      'zh-Hant-HK': `AEO幾年覆核一次？ | 報告有效幾個月？ | 張證用得幾多年？ | 許可證幾年換一次？`,
      'zh-Hant-TW': `認證資格幾年審查一次？ | 檢測報告的效期是幾個月？ | 核准後有效幾年？ | 許可證效期多少個月？`,
      en: `For how many years is a test report valid? | Every how many years is AEO status reviewed?
        How many months does the ruling stay valid? | How many years until the certificate expires?
        For how many months is the extension good? | How many days of validity does a permit have?`,
    },
    fee: {
      'zh-Hans': `申请预裁定要钱吗？ | 化验一次收多少钱？ | 行李预检收不收费？ | 办延期手续花多少钱？ | 线上查询税率是免费的吗？ | 代办认证要多少费用？
        绿色通道另外收钱不？ | 查验费怎么算？ | 展会担保要付多少手续费？ | 区内直转收什么费？ | 请海关做合规辅导贵不贵？ | 电子签名服务要付费吗？ | 航空物流平台怎么收费？
        信息门户用起来要花钱不？ | 预约查验的收费标准是什么？ | 取样送检的费用是多少？ | 出证书要交工本费吗？ | 请海关上门查要不要钱？ | 保税维修备案 费用`,
      'zh-Hant-HK': `申請預裁定收唔收錢？ | 化驗一次幾錢？ | 用個平台使唔使俾錢？ | 辦延期收幾多？ | 查優惠稅率要唔要收費？ | 預約驗貨收費點計？
        呢項服務係咪免費？ | 電子簽名要幾多錢？ | 送檢要畀幾多費用？ | 綠色通道收唔收附加費？`,
      'zh-Hant-TW': `申請預裁定要收費嗎？ | 檢驗一次多少錢？ | 辦延期要繳多少規費？ | 平台是不是免費使用？ | 送驗費用怎麼算？ | 線上簽名要付錢嗎？
        查詢稅率需不需要付費？ | 核發證書要不要手續費？ | 這項服務的費用是多少？ | 請人到廠查核要花多少錢？`,
      en: `How much does an advance ruling cost? | Is there a fee for lab testing?
        Do we have to pay for the analysis report? | What's the charge for using the platform?
        Is the tariff look-up free of charge? | What will the extension cost us?
        Does customs charge for holiday sampling? | Are there any fees for bonded transfers?
        What is the price of a quarantine treatment certificate? | Is baggage pre-inspection free?
        How expensive is the certification?
        What do you charge for the customised evaluation report?
        How much do I pay for a certificate of origin? | Does it cost anything to file online?
        fees for an advance ruling`,
    },
    amount: {
      'zh-Hans': `低价值货物的货值上限是多少？ | 样品货值不超过多少可以先提走？ | 通关时间缩短了多少？ | 企业码归集了多少类证照？ | 投资海南的国家一共有多少个？
        公证文书现在只剩几页？ | 免保衔接一共做了多少票？ | AEO企业今年要增加几家？ | 滞报最高罚多少？ | 总担保额度有多大？ | 离岛免税每人限购几件？
        政企约见接入了几个部门？ | 低价值货物有没有金额上限？ | 边检给企业省了多少成本？ | 一次最多能报几票？ | 全省派了多少干部对接企业？ | 货值低于几万块才算低价值？
        已经处理了多少件企业反映的问题？ | 滞纳金能减多少？ | 样品值多少钱以下能先拉走？ | 边检帮企业省了多少小时？`,
      'zh-Hant-HK': `貨值上限係幾多？ | 通關快咗幾多？ | 幫企業慳到幾多成本？ | 做咗幾多票生意？ | 有幾多間外資公司受惠？ | 公證文書減到剩返幾多頁？
        派咗幾多個幹部跟企業？ | 樣板值幾多錢以下可以先攞走？ | 遲報最多罰幾多？ | 免稅品每人限買幾多？ | 低值貨有冇金額上限？`,
      'zh-Hant-TW': `低價值貨物的金額上限是多少？ | 通關時間縮短了多少？ | 總共節省多少成本？ | 有多少家外資企業受惠？ | 公證書減到幾頁？ | 收到幾件政企約見工單？
        貨值要低於多少？ | 每人免稅額度有多少？ | 平台串接了幾個機關？ | 最高可以減多少滯納金？`,
      en: `What is the value limit for low-value goods?
        How many investors benefited from the short notarial deed?
        By how much did clearance time fall? | How many kinds of e-licences are on the platform?
        What's the maximum value of a sample released early?
        How many pages does the deed have now? | How much money did shipping lines save?
        How many more AEO companies are planned this year? | How large can the fine be?
        Is there a ceiling on the value? | Below what value may samples leave early?
        How many officials were paired with companies?
        What volume of goods has gone through this mode?
        What is the quota for duty-free purchases? | How much quicker has it become?
        How many hours did border control save shipping lines?`,
    },
    percentage: {
      'zh-Hans': `通关时效提升了百分之几？ | 抽批比例降到多少？ | 用工成本降低几成？ | 线上线下评价的满意率是多少？ | 已解决的问题占多大比例？
        材料压减了多少个百分点？ | 减免税一次通过率有多高？ | 食品企业按什么比例抽查？ | 抽检率是多少？ | AEO企业数量要增长百分之多少？ | 仓储成本减少的幅度有多大？
        信用修复件数同比增长多少？ | 查验率下调到几个百分点？ | 政企约见的问题有几成解决了？ | 通关时间到底少了百分之多少？ | 加工增值要超过多少比例才免税？`,
      'zh-Hant-HK': `通關快咗幾多巴仙？ | 抽檢比例係幾多？ | 倉儲成本慳咗幾成？ | 評價滿意率有幾高？ | 查驗率跌咗幾多個百分點？ | 解決咗嘅問題佔幾多成？
        物流效率升咗百分之幾？ | 食品廠用幾多比例抽驗？ | AEO公司今年加幾多個巴仙？ | 開公司嘅材料減咗幾多%？`,
      'zh-Hant-TW': `通關時間縮短百分之幾？ | 抽批比率降到多少？ | 倉儲成本下降幾個百分點？ | 滿意度達到幾成？ | 處理完成的比例是多少？ | 抽驗比例會降多少？
        物流效率提升幾成？ | 增值率要達到多少趴？ | 已解決的佔全部多少百分比？ | 認證企業數量年增幾％？`,
      en: `By what percentage were warehousing costs cut? | What share of problems has been solved?
        What's the sampling rate for certified companies? | What percent faster is clearance?
        What proportion of lots gets tested? | How many per cent did logistics efficiency rise?
        How many percentage points lower is the inspection rate?
        What is the satisfaction rate of the platform? | What fraction of consignments is inspected?
        How high is the first-time approval rate for duty relief?
        At what ratio are factories picked for checks?
        What is the growth rate planned for AEO firms? | Reduced by what per cent?
        What percentage of the paperwork was dropped for foreign investors?`,
    },
    channel: {
      'zh-Hans': `预裁定上哪儿办？ | 真空包装备案走哪个平台？ | 主动披露从哪个入口提交？ | 怎么申请附条件提离？ | 退税在哪个网站上点？ | 协定税率去哪里查？
        减免税补办怎么弄？ | 政企约见怎么预约？ | 机坪直提用什么系统预约？ | 暂时进境延期手续如何办理？ | 想参加关企零距离活动，走什么渠道报名？ | 申请先提货向哪里递交？
        手机上用哪个app查收费标准？ | 外资公司登记走线上还是窗口？ | 单耗怎么报上去？ | 行政罚款在哪里交？ | 怎么约海关节假日来收样？ | 易披露平台从哪里登录？
        办备案要走什么流程？ | 预裁定 申请流程`,
      'zh-Hant-HK': `預裁定喺邊度搞？ | 想見領導，點樣約？ | 退稅喺邊個平台申請？ | 優惠稅率去邊度查？ | 主動披露點報？ | 網上邊度入紙？ | 用咩app預約提貨？
        延期手續點辦？ | 罰款可以去邊度交？ | 外資公司登記行咩程序？ | 經咩渠道申請真空包裝查驗？`,
      'zh-Hant-TW': `預裁定去哪裡辦？ | 船舶資料要透過哪個系統申報？ | 外資登記怎麼辦理？ | 退稅要在哪個網站申請？ | 如何申請附條件提離？ | 罰款要到哪裡繳？
        主動披露走什麼管道？ | 要怎麼預約假日收樣？ | 暫時進口延期的申請流程是什麼？ | 優惠稅率上哪查？ | 減免稅補辦該向哪裡遞件？`,
      en: `Where do I go to get an advance ruling? | How do we apply for conditional release?
        Which app do passengers use? | Where can we look up preferential rates?
        What's the procedure for making a voluntary disclosure?
        Through which platform is the refund requested? | How do I file for an extension?
        Can you walk me through applying for duty relief? | Do I apply online or at the counter?
        Which website handles record filing?
        How can a company sign up for the compliance coaching?
        Where should the application be sent?
        What are the steps to register a foreign-funded company?
        How does one request a meeting with officials? | Which portal shows the port charges?`,
    },
    'channel responsible': {
      'zh-Hans': `先提货该找谁审批？ | 申请要递给哪个部门？ | 非政策性退税向哪个海关申请？ | 单耗有问题问谁？`,
      'zh-Hant-HK': `想先攞貨要搵邊個批？ | 主動披露要去邊個部門辦？`,
      'zh-Hant-TW': `該向哪個單位申請提離？ | 預裁定找誰洽詢？`,
      en: `Who do I contact about the extension? | Which office do I apply to for duty relief?
        Whom should we ask for approval of early release?`,
    },
    conditions: {
      'zh-Hans': `先放后检有什么条件？ | 怎样才算低风险货物？ | 满足啥要求才能免于现场评审？ | 进白名单有门槛吗？ | 什么情况下可以不罚？
        成为高级认证企业要达到什么标准？ | 附条件提离附的是什么条件？ | 要符合哪些规定才能免办CCC？ | 区内直转对仓储企业有啥要求？ | 真空包装查验的前提是什么？
        什么样的情形算首违不罚？ | 申请延期得具备什么资格？ | 展会要够什么条件才免担保？ | 有哪些前置条件必须先满足？ | 样品先提走还有哪些限制？ | 怎么才有资格进零关税名单？
        在什么前提下货物可以先拉走？ | 远程核查 适用条件`,
      'zh-Hant-HK': `先提貨有咩條件？ | 要符合啲乜先可以免罰？ | 點先算低風險貨？ | 入白名單有咩門檻？ | 咩情況之下唔使罰？ | 做AEO要達到咩標準？
        要滿足邊啲要求先批？ | 免擔保嘅前提係咩？ | 展會要夠咩資格？ | 自查結果認可有咩限制？ | 點樣先有資格入零關稅名單？`,
      'zh-Hant-TW': `先放後檢要具備什麼條件？ | 怎樣才符合低風險？ | 延期的申請資格是什麼？ | 需要達到哪些標準才能免現場評審？ | 在什麼情形下不予處罰？
        列入白名單的門檻是什麼？ | 先提貨有哪些限制條件？ | 免擔保的前提要件有哪些？ | 要符合何種要求才能先提貨？ | 怎樣才夠格進零關稅名單？`,
      en: `What conditions apply to early release? | Under what circumstances is no penalty imposed?
        What do we have to meet to be on the whitelist? | What are the criteria for low-risk ore?
        What does it take to become an AEO? | What requirements must a bonded warehouse satisfy?
        How do I qualify for exemption from on-site review?
        In which cases can wood packaging be treated elsewhere?
        What makes a firm eligible for remote checks?
        Are there any preconditions for taking the goods early?
        On what terms may the parts be picked up first?
        What are the prerequisites for a guarantee waiver? | What standards must a lab meet?
        What strings are attached to conditional release?`,
    },
    who: {
      'zh-Hans': `谁能申请预裁定？ | 哪些企业可以用远程核查？ | 什么样的公司能进培育库？ | 什么人可以用健康申报小程序？ | 绿色通道给谁开的？
        哪类企业享受自查结果认可？ | 数据服务面向什么对象？ | 免评审的适用对象是谁？ | 谁有资格做组团认证？ | 联合激励哪些单位能享受？ | 啥企业能用先声明后办证？
        先入区后报关到底针对哪种企业？ | 谁可以约见省里的领导？ | 都有谁能享受零关税？ | 哪些投资者能用简化版公证书？ | 船员换班便利惠及哪些人？ | 保证金转税受益的是哪些主体？`,
      'zh-Hant-HK': `邊個可以申請預裁定？ | 邊啲公司用得遠程核查？ | 咩人可以約見領導？ | 乜嘢公司先入到培育庫？ | 呢個優惠係俾邊個㗎？ | 邊類企業可以自己查自己？
        邊種公司有得免現場評審？ | 綠色通道開俾邊啲人？ | 免擔保嘅適用對象係邊啲人？ | 邊個有資格攞退稅？ | 數據服務係針對咩公司？`,
      'zh-Hant-TW': `誰可以申請預裁定？ | 哪些業者適用遠端查核？ | 什麼樣的廠商可以列入培育名單？ | 免評審的適用對象有哪些？ | 哪一類公司能享受免評審？
        誰符合資格？ | 簡化公證是給哪種企業用的？ | 什麼人能線上簽名？ | 哪些投資人可用簡化公證書？ | 健康申報開放給誰申請？ | 綠色通道是為誰設的？`,
      en: `Who can apply for an advance ruling? | Which companies may use remote checks?
        What kind of firm gets into the nurturing scheme? | Who benefits from the short deed?
        Which businesses are eligible for the service? | Who is entitled to the green channel?
        Whom is the scheme meant for? | The data service, who is it for?
        What sort of importers can self-check? | Who qualifies for group certification?
        Which travellers can skip collecting bags? | Who gets the data service?
        Which investors are covered? | What types of enterprises are targeted?
        Who may sign in online with an ID?`,
    },
    place: {
      'zh-Hans': `机坪直提在哪些机场能做？ | 哪个口岸有绿色通道？ | 在什么地方验展品？ | 货能放到哪儿存？ | 哪几个港口实行直装直提？ | 木包装可以转到哪里检疫？
        提走的种球放哪里？ | 退货中心仓建在什么位置？ | 分箱发运在哪些城市试点？ | 离岛免税提货点设在哪？ | 原油保税交割在哪个港？ | 哪些综保区可以搞保税维修？
        送检的样品在哪做化验？ | 大米跨区直通涵盖哪些省份？ | 预裁定在哪些海关管用？ | 哪里有冰鲜水产品的监管场地？ | 在哪个机场可以空侧直通？ | 进境水产的指定场地在哪？`,
      'zh-Hant-HK': `機坪直提喺邊個機場有得做？ | 邊啲口岸有綠色通道？ | 展品喺邊度驗？ | 提走嘅貨可以擺喺邊？ | 邊個港口可以直裝？ | 離島免稅提貨點喺邊？
        新能源車試點喺邊幾個城市？ | 化驗喺邊度做？ | 木箱可以轉去邊度檢疫？ | 咩地方可以做保稅維修？`,
      'zh-Hant-TW': `哪些機場可以做機坪直提？ | 綠色通道在哪個口岸適用？ | 展品在哪裡查驗？ | 提離後的貨要放在哪裡？ | 退貨中心倉設在哪裡？ | 哪幾個港口有直裝服務？
        一單兩報的試辦地點在哪？ | 樣品送到哪裡化驗？ | 哪些地區適用跨區直通？ | 什麼地方可以做保稅維修？`,
      en: `At which airports is apron pick-up offered?
        Where can the goods be stored after release? | Which ports have a green channel?
        Where are exhibits inspected? | In which cities is the pilot running?
        Where is the return centre located? | What places allow bonded repair?
        Which bonded zones can host the warehouse? | Where does the cross-region scheme apply?
        Where can wood packaging be treated? | At what location are samples tested?
        In which provinces is rice covered? | Where do I pick up my duty-free purchases?
        Which railway yards allow direct loading?`,
    },
    goods: {
      'zh-Hans': `哪些货可以先放后检？ | 什么商品能走绿色通道？ | 保税维修能修哪些产品？ | 哪些矿可以先放后检？ | 双区联动适用于什么货？ | 啥东西可以免于取样？
        机坪自助提货支持哪几类商品？ | 什么食品可以先提到自己仓库？ | 哪些水产品实行抽样后放行？ | 零关税清单里有哪些设备？ | 哪些研发物资能进正面清单？
        附条件提离针对哪些品种？ | 哪些零件能先声明后办证？ | 可以再制造的是哪几种产品？ | 什么种类的燃料能保税加注？ | 哪些医疗器械可以临时进口？ | 节假日收哪些样品？
        铁矿之外还有哪些矿产品能这样做？`,
      'zh-Hant-HK': `邊啲貨可以先放後檢？ | 咩貨行得綠色通道？ | 保稅維修可以整邊類產品？ | 乜嘢貨可以唔使抽樣？ | 邊種水產抽完樣即放？ | 邊啲食品可以先攞返自己倉？
        雙區聯動適用於邊類貨品？ | 咩零件可以先聲明後辦證？ | 邊幾樣燃料可以保稅加注？ | 邊啲樣本有綠色通道？`,
      'zh-Hant-TW': `哪些貨品可以先放後檢？ | 什麼商品可走綠色通道？ | 保稅維修限哪些產品？ | 雙區聯動適用哪些品項？ | 哪類食品可先運回自家倉庫？
        哪些水產抽樣後就放行？ | 什麼樣的設備算零關稅？ | 哪些零組件可先聲明後辦證？ | 哪幾種礦產可以先放後檢？ | 哪些醫材可以臨時進口？`,
      en: `Which goods can be released before testing? | What products may be repaired under bond?
        What kinds of ore are covered? | Which foods can go straight to my own warehouse?
        What items does the positive list include? | Which fuels can be bunkered under bond?
        What cargo is exempt from anchorage screening? | Which samples use the green channel?
        What sort of equipment is on the zero-tariff list? | To which commodities does it apply?
        Which car parts can be picked up first? | What type of merchandise qualifies?
        Which seafood gets released right after sampling?
        What medical devices may be brought in temporarily?`,
    },
    responsible: {
      'zh-Hans': `先放后检谁说了算？ | 提离货物要谁批准？ | 外资登记归哪个部门管？ | 白名单由谁定？ | 碳足迹到底哪家单位牵头？ | 海外仓备案是谁审的？
        口岸收费的主管机关是哪个？ | 收费目录由哪个机构公布？ | 碳足迹标准归谁研究？ | 推荐函要哪一级政府出？ | 这一项的责任单位是谁？ | 港口收费谁来负责监管？
        出口食品企业备案谁签字？ | 查出口食品，是哪家单位管？ | 哪个委办局对接外资登记？ | 转检疫地点，拍板的是谁？ | 谁牵头搞联合激励？ | 智慧口岸建设 责任部门`,
      'zh-Hant-HK': `提貨邊個批？ | 轉檢疫地點邊個拍板？ | 外資登記歸邊個部門管？ | 白名單由邊個定？ | 邊個機構負責收費監管？ | 碳足跡邊間機關牽頭？
        最後邊個話事？ | 口岸收費嘅主管部門係邊個？ | 罰唔罰係邊個負責審批？ | 邊個單位公布收費表？`,
      'zh-Hant-TW': `提離由誰核准？ | 外資登記歸哪個機關管？ | 口岸收費的主管機關是誰？ | 這項措施的權責單位是哪一個？ | 誰有權決定放行？ | 哪個部會負責碳足跡？
        暫准通關延期是由哪個單位審查？ | 免不免罰由誰作主？ | 哪個主管機關核發許可？ | 單一窗口的承辦單位是哪裡？ | 先放後檢誰說了算？`,
      en: `Whose call is it to release the goods? | Who signs off on early release?
        Which agency is in charge of the fee list? | Who approves a move of wood packaging?
        Which authority oversees port charges? | Who decides whether a penalty is waived?
        What government body studies carbon footprints? | Who is responsible for publishing charges?
        Who has the final say? | Which ministry runs the scheme? | Who's in charge of this?
        By whom is the exemption granted? | Which department handles it?
        Whose job is it to update the list? | Who administers the company code?`,
    },
    now: {
      'zh-Hans': `网购保税跨关区退货现在能办了吗？ | 海口OTC药品进口开始了没？ | 电子提单推开了吗？ | 罚款线上缴纳已经可以用了吗？ | 远程监管目前实施了吗？
        一单两报启动了没有？ | 附条件提离现在就能申请吗？ | 碳足迹试点落地没？ | 云加签是不是已经在用了？ | 保税再制造眼下能做吗？ | 纸质设备交接单取消了没有？
        科研物资正面清单出来了没？ | 居住证签名已经上线了吗？ | 电子提单目前能不能用？ | 跨关区退货政策生效了没有？ | 非处方药如今真的能进口吗，还是还在探索？
        智慧口岸到现在开通了吗？`,
      'zh-Hant-HK': `而家做得未？ | 網上交罰款而家用得未？ | 電子提單推行咗未？ | 一單兩報開始咗未？ | 而家係咪已經可以退貨？ | 跨關區退貨係咪已經實行緊？
        電子提單生效咗未？ | 依家辦得到未？ | 罰款線上交落實咗未？ | 而家可唔可以申請？ | 個平台推出咗未？`,
      'zh-Hant-TW': `現在可以申請跨關區退貨了嗎？ | 線上繳罰款上路了沒？ | 電子提單已經開始用了嗎？ | 非處方藥目前開放進口了嗎？ | 遠端監管實施了沒有？
        居住證簽名已經上線了嗎？ | 現階段能辦保稅再製造嗎？ | 一單兩報試辦開始了嗎？ | 現在到底能不能退貨？ | 電子提單是否已經生效？`,
      en: `Is online payment of fines available yet? | Can I use electronic bills of lading already?
        Has the pilot started? | Is cross-region return in force now?
        Are electronic bills of lading up and running? | Can we do cross-region returns today?
        Is remote supervision live? | Is the disclosure platform already open?
        Can this be done right now? | Has the two-in-one declaration been rolled out?
        Is it possible at present, or only planned? | Is the return scheme currently operating?
        Did they launch the paperless exchange yet? | Has the paper receipt been abolished yet?
        Is importing over-the-counter drugs already allowed?`,
    },
    none: {
      'zh-Hans': `好几天了货还在码头，能先提走吗？ | 大连那几家企业也能用白名单吗？ | 海口会多开几家零关税商店吗？ | 一站式办理省了多少麻烦啊，深圳也支持吗？
        有多少企业都在问的远程核查，真的支持吗？ | 哪些文件里提到了碳足迹？ | 一年到头都能预约查验吗？ | 电池材料进口有便利吗？ | 谁都知道AEO好，小厂也能被培育吗？
        大连支持保税维修吗？ | 深圳和大连哪个对跨境电商更宽松？ | 海关是否免于现场评审低风险企业？ | 会取消海外仓企业备案吗？ | 样品有没有绿色通道？ | 包装材料也要检疫吗？
        原材料能保税进口吗？ | 退货是不是什么材料都不用交？ | 预裁定哪里都认吗？ | 零关税谁都能享受吗？ | 海口什么时候都可以查验吗？ | 再等几天也没关系，能换成电子的吗？
        过几天到的船能提前申报吗？ | 这几年一直在做加工贸易，能用新型担保吗？ | 多少有点不放心，第三方报告真的采信吗？ | 没几家公司知道的政策，海南有宣讲吗？
        十几个柜子能一次申报吗？ | 上百家企业能组团认证吗？ | 几乎没有风险的货能免查吗？ | 高级认证企业会降低查验比例吗？ | 深圳推出过有效降低成本的措施吗？
        预裁定全国都有效吗？ | 短保质期的食品支持快放吗？ | 期货原油能前置取样吗？ | 口岸乱收费会被查处吗？ | 收费目录之外还能收费吗？ | 港口费用会降下来吗？
        检疫审批时限会压缩吗？ | 真空包装查验的开展条件会放宽吗？ | 公司负责人变更后还能享受便利吗？ | 主管海关变了，账册还能用吗？ | 不管谁来申请都一样快吗？
        无论多少货值都能先提吗？ | 不论什么货都要抽样吗？ | 已经取样送检的种球能先提走吗？ | 已经缴了税的设备还能退税吗？ | 现在的做法跟以前比有变化吗？
        已经开始装船的货能改直装吗？ | 地方政府也参与激励吗？ | 小微企业融资有数据服务吗？ | 能约见市里的领导吗？ | 我们在综保区有仓库，能做退货中心仓吗？
        空运和海运哪个更快放行？ | 怎么货被扣了，还能放吗？ | 为什么木包装要分离监管？ | 什么是批次检验？ | 先放后检是什么意思？ | 几件样品也算进口货物吗？
        能多给几个月宽限吗？ | 能晚几天再报吗？ | 几万块的设备也能减免税吗？ | 企业码对公司有什么好处？ | 单证可以网上办吗？ | 半天就能放行吗？ | 24个月以上的延期能办吗？
        深圳第五条讲什么？`,
      'zh-Hant-HK': `等咗好幾日，可唔可以先攞貨？ | 嗰幾間公司都入得白名單？ | 海口會唔會開多幾間免稅店？ | 慳返幾多工夫，深圳有冇一站式？
        邊個都知AEO好，細廠有冇份？ | 邊啲文件有提過碳足跡？ | 係咪咩貨都要抽樣？ | 幾時都可以約查驗㗎？ | 鮮活貨有冇綠色通道？ | 大連支唔支持保稅維修？
        海外倉係咪唔使再備案？ | 會唔會減少查驗？ | 之前交咗稅仲可唔可以退？ | 已經驗咗嘅貨可唔可以先走？ | 電池材料入口有冇優惠？ | 碼頭亂收費會唔會罰？
        幾個月之前入口嘅機器可唔可以補辦減免稅？ | 遲幾日先報得唔得？ | 大連同深圳邊個對電商好啲？ | 點解要分離監管？ | 咩叫做保稅混礦？ | 件件貨都要化驗咩？
        驗貨唔係要成個月咩？ | 十幾個櫃可唔可以一次過報？ | 細公司都可以組團認證？ | 而家啲做法同以前一唔一樣？ | 唔理邊個申請都一樣快？ | 預裁定係咪全國都認？
        有冇人幫手解答法規？ | 手提行李係咪唔使再過機？ | 啲文件可唔可以網上交？ | 可唔可以多俾幾個月時間？`,
      'zh-Hant-TW': `等了好幾天，能先把貨提走嗎？ | 那幾家公司也能列入白名單嗎？ | 會多開幾家免稅店嗎？ | 省了多少麻煩，深圳也有一站式嗎？
        誰都知道AEO有好處，中小企業也能參加嗎？ | 哪些文件裡提到碳足跡？ | 什麼貨都要抽驗嗎？ | 任何時候都能預約嗎？ | 有沒有綠色通道？ | 大連支援保稅維修嗎？
        是否取消海外倉備案？ | 已經繳稅的設備還能申請退嗎？ | 包裝材料要檢疫嗎？ | 碼頭亂收費會受罰嗎？ | 能不能晚幾天再申報？ | 可以多給幾個月嗎？ | 大連和深圳哪個比較便利？
        為什麼要分離監管？ | 什麼是保稅混礦？ | 十幾個貨櫃可以一次申報嗎？ | 企業規模小也適用嗎？ | 預裁定全國海關都承認嗎？ | 手提行李不必再過X光機嗎？
        不管多少錢的貨都能先提嗎？ | 高科技設備能免拆真空包裝嗎？ | 檢驗結果能互認嗎？ | 短效期食品會優先放行嗎？ | 現在的流程比以前簡單嗎？ | 會減少重複檢查嗎？
        地方政府會參與嗎？ | 有人協助解釋法規嗎？ | 怎麼會這樣慢，可以加速嗎？`,
      en: `Does Dalian support bonded repair? | Is there a green channel for AEO firms?
        Are small firms included as well?
        However long-standing a firm is, can it be checked remotely?
        How long-standing our business is should not matter, so may we join the pilot?
        Who knows, maybe tariffs fall; but is ore released before testing?
        Traders who handle ore already enjoy this, don't they?
        Can goods already sampled leave the port?
        We have not yet sampled the bulbs; can they leave?
        Which documents mention carbon footprints?
        No matter how many boxes there are, is one declaration enough?
        However much it is worth, may it leave early?
        Is inspection in Dalian faster than in Shenzhen? | Which is stricter, Haikou or Dalian?
        Are packaging materials inspected? | Is raw material for batteries released first?
        Will port charges be supervised? | Does the port have to publish its fees?
        Can terminals collect charges outside the list? | Is the ruling recognised nationwide?
        Is a ruling valid at every customs office? | Are conditions in the warehouse checked?
        What is an advance ruling? | What does "zero distance" mean?
        Why is wood packaging treated separately? | Is duty-free cosmetics trade supported?
        As long as the test is clean, may we sell?
        So many firms ask this: is on-site review waived?
        A few days after arrival, can we still change the mode? | Can we get a few more months?
        What are the benefits for exporters? | Is it free of tariff when sold on the mainland?
        Are goods free to move between zones? | Will clearance times be shortened?
        When goods are returned, is a new declaration needed?
        Can those who import seedlings skip sampling?
        The people in charge of our warehouse changed; does our status remain?
        Does the government encourage third-party reports? | Are local authorities taking part?
        Where exhibits are bulky, are they checked on site?
        Wherever the goods are, can video checks be used? | Do I still have to send receipts?
        Is paper no longer required? | Can the report be used instead of an inspection?
        The form of packaging changed; does the mode still apply?
        I wonder whether inspections get fewer. | How does baggage pre-inspection work?
        How does Shenzhen differ from Dalian? | Is the port open around the clock?
        Does the pilot cover railways too? | Can I submit documents online? | What's new in item 7?
        Do certificates come electronically?
        Can companies who run warehouses swap bonded and non-bonded goods?
        Whoever applies, is it equally fast?`,
    },
  },
  heldOut: {
    materials: {
      'zh-Hans': `老板让我去跑暂时进境展期，公文包里该塞哪些纸面东西？ | 补办减免税退款，除了完税凭证还需要别的什么材料？`,
      'zh-Hant-HK': `做主動披露，佢哋會要我交出啲乜嘢記錄嚟睇？ | 攞退稅要唔要帶公司印同咩文件？`,
      'zh-Hant-TW': `送件前先確認一下，延期案要檢送的附件有哪幾樣？ | 辦理暫時進出口延期手續須備妥哪些證明資料？`,
      en: `Before I drive over there: what exactly must I have with me to extend the temporary admission?
        Which documents should accompany our request to extend a temporary export?`,
    },
    timeLimit: {
      'zh-Hans': `退的税一般拖到啥时候才进账？ | 我们报的肉类检疫许可，正常多长时间能下来？`,
      en: `Our bulbs wilt fast. What's the wait for the lab to come back with results?
        I paid duty in March on urgent lab gear. Until what point can I still ask for the relief?`,
    },
    period: {
      'zh-Hans': `这个提前归类的结论，过两年再用还算数不，还是过一阵就作废？ | 危险货物包装的检测报告一般能顶多久用？`,
      'zh-Hant-TW': `核准的延期可以撐到何年何月？`,
      en: `Once granted, does AEO standing need to be re-earned every so often?
        For what period does a test report on dangerous goods packaging remain valid?`,
    },
    'duration period': {
      'zh-Hant-HK': `攞到AEO之後，隔幾多年會有人返嚟重新審過？`,
      'zh-Hant-TW': `高級認證企業的身分可以保持幾年？`,
    },
    fee: {
      'zh-Hans': `找海关做这个预检，口袋里要准备掏多少？ | 让海关上门做合规辅导，我们小公司得花钱吗？`,
      'zh-Hant-HK': `用單一窗口查收費表使唔使另外畀錢？`,
      'zh-Hant-TW': `代收樣品服務，海關會跟我們請款嗎？`,
      en: `Is anything billed for the tailor-made treaty report?
        Does the single window charge users for looking up port tariffs?`,
    },
    amount: {
      'zh-Hans': `低价值先提那条，货值卡在哪个数？`,
      'zh-Hant-HK': `成個島而家接駁咗幾多個政府部門？`,
      'zh-Hant-TW': `低風險樣品的價值最高不得超過多少元？`,
      en: `Up to which sum is a parcel of samples regarded as low in value?
        So far, how many enterprise problems have the service officials dealt with?`,
    },
    percentage: {
      'zh-Hans': `离岛免税品走新模式后，用工成本能省百分之几十？`,
      'zh-Hant-TW': `免保銜接讓倉儲花費下滑了幾個百分比？`,
      en: `Clearance in the zone got faster, but by how many percent?`,
    },
    channel: {
      'zh-Hans': `政企约见这事从哪下手，手机能不能约？ | 我想跟市领导反映企业难处，海南那个平台上怎么发起约见？`,
      'zh-Hant-HK': `我想約海關星期日收樣，應該打去邊？ | 真空包裝查驗備案，網上去邊個網頁入表？`,
      'zh-Hant-TW': `想查各協定的優惠稅率，可以上哪個網站比較？`,
      en: `I'd like to use early release for grain. What do I click or whom do I write to?
        What is the right way to request an advance ruling in Dalian?`,
    },
    'conditions who': {
      'zh-Hans': `什么样的货船才配得上随到随检？`,
    },
    conditions: {
      'zh-Hans': `进口的冰鲜鱼要满足什么前提才能抽样后就放？`,
      'zh-Hant-TW': `海關憑哪些標準認定我的鐵礦砂是低風險？`,
      en: `What would a shipment of bulbs have to fulfil before it can leave the port?`,
    },
    who: {
      'zh-Hans': `像我们这种刚成立半年的贸易行算不算在内，还是只照顾哪些大户？`,
      'zh-Hant-HK': `呢個一對一輔導，究竟關照緊邊類行家？`,
      'zh-Hant-TW': `請問哪些人員可以使用旅客健康申報的小程式？`,
      en: `Which firms are allowed to correct themselves without a fine?`,
    },
    place: {
      'zh-Hans': `南方的菌种要中转，场地到底落在岛上哪一块？`,
      'zh-Hant-HK': `進境種球提走之後可以擺喺邊度先？`,
      en: `Up north, at what sort of spot may the bulbs be kept while we wait?
        Where in the country has the cross-border return of e-commerce goods been tried?`,
    },
    goods: {
      'zh-Hans': `船边直提、直装都包括哪些类型的货？`,
      'zh-Hant-HK': `可以喺飛機旁邊自己攞嘅係邊啲嘢？`,
    },
    responsible: {
      'zh-Hans': `口岸乱收费这事该由哪个衙门来查？`,
      'zh-Hant-TW': `假如碼頭多收錢，是哪一方要出來處理？ | 碳足跡的核算規則，中國大陸是哪個單位在研究？`,
      en: `So the crate moves to another customs office for quarantine; whose nod do I need?`,
    },
    now: {
      'zh-Hans': `跨境电商进口的退货中心仓，是纸上规划还是真跑起来了？`,
      'zh-Hant-HK': `大陸啲港口而家係咪已經唔再收紙本嘅交接單？`,
    },
    none: {
      'zh-Hans': `我妈寄了几样补品来，海关会不会当货物查？ | 船上几十号人换班，能一趟办完吗？ | 去年那批设备免过税，挪到隔壁校区也要报告吗？
        听说哪家企业信用高就先办谁的，是这样吗？ | 多少年没更新的口岸系统，今年会升级吗？ | 材料学院进口的科研设备能走快审吗？ | 有没有可能先把木箱和货分开处理？
        香港那边认不认深圳的供货证明？ | 做错了归类主动去说，罚不罚？ | 海口会帮小微企业做知识产权备案吗？ | 我的货值刚过一万，还能先提离吗？ | 几家公司共用一个仓库也能区内直转吗？
        谁家的集装箱都能抵港直装吗？ | 说是优化流程，到底有没有减少单证？ | 哪怕周末到货，也可以预约通关吗？ | 深圳和大连的主动披露，处理上有什么差别？
        听说预裁定在别的海关也认，对吧？ | 外国人只拿护照能在海南登记公司吗？`,
      'zh-Hant-HK': `朋友話幾時去都有人驗貨，係咪真㗎？ | 間廠擺喺綜保區入面，係咪可以修返架遊艇？ | 點解人哋啲貨行得快過我？ | 嗰陣時排咗成個鐘，呢度係咪唔使排？
        大連有冇得用視像代替上門檢查？ | 條船入港之前可唔可以預先交晒啲資料？ | 幾十萬件化妝品係咪件件都貼電子標籤？ | 邊檢可唔可以上門幫我哋辦手續？
        嗰批貨有幾件爛咗，退返出去得唔得？ | 係咪做咗AEO之後少啲查驗？ | 綜保區入面可唔可以整遊艇？ | 大灣區組合港會唔會再擴大？ | 海關會唔會教我哋點樣應對外國嘅技術壁壘？`,
      'zh-Hant-TW': `我們跟幾個同業想一起申請認證，行得通嗎？ | 某些礦石不用等檢驗就能進廠，有這回事嗎？ | 聽朋友說哪天去都收件，真的嗎？
        超過一年的保稅備貨會被直接銷毀嗎？ | 請問貴單位有提供一對一的合規輔導嗎？ | 深圳與海口在展會方面的作法有何差異？ | 旅客的手提行李可以事先檢查嗎？
        海關是否採信第三方檢測報告？ | 時間拖太久的話，可以改走綠色通道嗎？ | 有幾項檢測能不能合併做？ | 聽說離島免稅店會增設提貨點，是嗎？ | 出口的電動車電池可以分箱運送嗎？
        沒有高新技術證書的公司也能申請嗎？ | 大連跟海口都支援保稅維修嗎？`,
      en: `My broker says nobody checks low-risk ore any more; is he right?
        Would a lab accept a report from a private tester?
        Do you happen to know if rice can go straight from mill to ship?
        Has anyone thought of those of us who ship frozen scallops?
        Could a plane be leased through a bonded zone?
        Some of the material we import is hazardous; does a trusted firm get fewer checks?
        After how things went last year, will factories be visited less?
        Is it true that low-risk iron ore skips the berth check?
        Can our warehouse, which holds goods for many owners, use direct transfer?
        Do you know whether fines can be paid online? | Does it matter how we pack the batteries?
        Is the time in port getting shorter for frozen fish?
        Would customs let us sell the exhibits after the fair?
        Are the charges on the public list the only ones a port may collect?
        We repair aircraft engines; is that something the bonded zone permits?`,
    },
    'duration timeLimit': {
      'zh-Hant-HK': `預裁定最少要喺入口前幾多個月遞上去？`,
      en: `Roughly how many days before sailing do I need to book the inspection?`,
    },
  },
}
