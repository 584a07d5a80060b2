/** Words of beginning a draft with files from elsewhere. */
export const importing = {
  open: ['导入', 'Import'],
  title: ['导入流程包或流程图', 'Import a package or diagrams'],
  hint: [
    '流程包的 zip，或 Camunda 7、Camunda 8、spiff-arena 的流程图（连同表单和决策）。先说明读到了什么，不会改变任何东西。',
    'The zip of a package, or diagrams of Camunda 7, Camunda 8 or spiff-arena with their forms and decisions. What was read is told first; nothing is changed.',
  ],
  choose: ['选择文件', 'Choose files'],
  unnamed: ['未命名的流程包', 'a package without a key'],
  report: ['转换报告', 'What became of it'],
  translated: ['已转换', 'translated'],
  'left-out': ['未采用', 'left out'],
  decide: ['待定', 'to be decided'],
  findings: [(count: number) => `检查发现 ${count} 处，可在草稿里修改`, (count: number) => `${count} finding(s), to be mended in the draft`],
  begin: ['用它新建草稿', 'Begin a draft with it'],
} as const
