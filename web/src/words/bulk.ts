/** Words of bulk actions 批量. */
export const bulk = {
  button: ['批量', 'Bulk'],
  title: ['批量办理', 'Bulk actions'],
  what: ['做什么', 'What'],
  claim: ['领取', 'Claim'],
  release: ['放回部门', 'Give back'],
  reassign: ['转办', 'Reassign'],
  urge: ['催办', 'Urge'],
  complete: ['完成', 'Complete'],
  completeHint: ['只用于没有表单的同一环节', 'Only for one step that has no form'],
  all: ['全选', 'All'],
  lines: ['选择任务', 'Choose tasks'],
  chosen: [(count: string) => `已选 ${count} 个`, (count: string) => `${count} chosen`],
  run: ['办理', 'Do it'],
  rowDone: ['已办', 'done'],
  result: [
    (done: string, failed: string) => `${done} 个已办，${failed} 个未办`,
    (done: string, failed: string) => `${done} done, ${failed} not done`,
  ],
  none: ['这里没有任务', 'There are no tasks here'],
} as const
