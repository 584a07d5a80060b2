/** Words of the administration's frame: its pages, and what each is for. */
export const administration = {
  title: ['管理', 'Administration'],
  pages: ['管理页面', 'Pages of the administration'],
  nothing: ['没有您可以管理的内容', 'There is nothing here that you may administer'],
  organisation: ['组织机构', 'Organisation'],
  organisationAbout: ['层级、部门、人员、行政区域和供电单位', 'Tiers, departments, people, territories and supply units'],
  rosters: ['排班与交接班', 'Rosters'],
  rostersAbout: ['谁在班、排班、交接班日志', 'Who is on duty, shifts, and the hand-over log'],
  substitutions: ['代理', 'Substitution'],
  substitutionsAbout: ['外出时由谁代办，从何时到何时', 'Who does whose work, from when until when'],
  imports: ['数据导入', 'Imports'],
  importsAbout: ['组织、客户、用电地址和电表，先试运行', 'Organisation, customers, premises and meters, tried first'],
  noticeTexts: ['通知模板', 'Texts of notices'],
  noticeTextsAbout: ['每类通知的中英文文字，先预览再保存', 'What each kind of notice says in both languages, tried before it is kept'],
  calendars: ['工作日历', 'Working calendars'],
  calendarsAbout: ['每年的休息日、调休上班日、工作时间与午休', 'Days off, make-up days, hours and lunch of each year'],
  limits: ['时限规则', 'Limit rules'],
  limitsAbout: [
    '运营配置的版本：草稿、核对、生效；每个数值的来源与可信度',
    'Versions of the operators\' rules: draft, checked, in force; source and trust of each number',
  ],
  callMeasures: ['话务指标', 'Figures of calls'],
  callMeasuresAbout: ['服务水平、放弃率、平均等待与处理、占用率，按队列、单位、班次', 'Service level, abandonment, waiting, handling, occupancy, by queue, unit and shift'],
  limitMeasures: ['时限达成', 'How limits were kept'],
  limitMeasuresAbout: ['按时率与平均用时，按时限、类别、区域、单位、月份', 'On time and on average, by limit, category, area, unit and month'],
  accounts: ['账号', 'Accounts'],
  accountsAbout: ['锁定与解锁、在线会话、上次登录', 'Locked and unlocked, sessions, who signed in last'],
  tokens: ['接口令牌', 'Tokens'],
  tokensAbout: ['机器使用的令牌：范围、期限、撤销', 'Tokens of machines: scopes, how long, revoked'],
  signIns: ['登录记录', 'Sign-ins'],
  signInsAbout: ['每次登录，成功和失败，来自哪里', 'Every attempt to sign in, good and bad, from where'],
  looks: ['查阅记录', 'Looks'],
  looksAbout: ['谁在何时为何查阅了限制查阅的工单', 'Who looked at restricted orders, when and why'],
  changes: ['变更记录', 'Changes'],
  changesAbout: [
    '组织、日历、时限、账号等的每次变更：谁、何时、为什么、前后的值',
    'Every change of organisation, calendars, limits, accounts: who, when, why, values before and after',
  ],
} as const

/** Words of the record of changes. */
export const changes = {
  title: ['变更记录', 'Changes'],
  none: ['没有变更', 'No changes'],
  find: ['按名称或编号查找', 'Find by name or key'],
  subject: ['对象', 'Subject'],
  allSubjects: ['全部对象', 'All subjects'],
  thing: ['名称', 'Thing'],
  at: ['时间', 'When'],
  by: ['变更人', 'By'],
  system: ['系统', 'the system'],
  reason: ['原因', 'Why'],
  values: ['变更内容', 'What'],
  erased: ['已删除的个人信息', 'erased'],
  nothing: ['无', 'none'],
  newest: ['最新在前', 'Newest first'],
  oldest: ['最早在前', 'Oldest first'],
  order: ['排序', 'Order'],
} as const

export const changeKinds = {
  created: ['新建', 'created'],
  changed: ['修改', 'changed'],
  removed: ['删除', 'removed'],
} as const

export const changeSubjects = {
  organisation: ['组织', 'Organisation'],
  rosters: ['排班', 'Rosters'],
  substitutions: ['代办', 'Substitutions'],
  calendars: ['工作日历', 'Calendars'],
  imports: ['导入', 'Imports'],
  limits: ['时限', 'Limits'],
  accounts: ['账号', 'Accounts'],
  views: ['视图', 'Views'],
  notices: ['通知设置', 'Notices'],
  'notice-texts': ['通知模板', 'Texts of notices'],
} as const
