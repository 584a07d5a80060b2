import { expect, it } from 'vitest'
import { Workspace } from './Workspace'

it('undoes and does again what was written, file by file', () => {
  const workspace = new Workspace({ 'a.json': '1' })
  workspace.write('a.json', '2', 0)
  workspace.write('b.json', 'new', 5000)
  expect(workspace.undo()).toBe('b.json')
  expect(workspace.files).toEqual({ 'a.json': '2' })
  workspace.undo()
  expect([workspace.files['a.json'], workspace.canUndo]).toEqual(['1', false])
  workspace.redo()
  workspace.redo()
  expect(workspace.files).toEqual({ 'a.json': '2', 'b.json': 'new' })
})

it('takes typing without a pause as one change', () => {
  const workspace = new Workspace({ 'a.json': '' })
  for (const [at, text] of ['f', 'fo', 'for', 'form'].entries()) workspace.write('a.json', text, at * 100)
  workspace.undo()
  expect(workspace.files['a.json']).toBe('')
})

it('forgets what could be done again once something else is written', () => {
  const workspace = new Workspace({ 'a.json': '1' })
  workspace.write('a.json', '2', 0)
  workspace.undo()
  workspace.write('a.json', '3', 9000)
  expect(workspace.canRedo).toBe(false)
})

it('keeps what the diagram wrote beside what can be undone, and says so until it is written', async () => {
  const workspace = new Workspace({ 'x.bpmn': '<a/>', 'a.json': '1' })
  workspace.keep('x.bpmn', Promise.resolve('<b/>'))
  workspace.keep('x.bpmn', Promise.resolve('<c/>'))
  expect(workspace.isWriting).toBe(true)
  await workspace.settled()
  expect([workspace.files['x.bpmn'], workspace.isWriting, workspace.version]).toEqual(['<c/>', false, 2])
  expect(workspace.canUndo).toBe(false)
})
