import * as menus from 'bpmn-js/lib/features/replace/ReplaceOptions'
import type { Kind } from './executed'
import type { Drawn, Moddle } from './types'

interface PopupMenu {
  registerProvider: (id: string, priority: number, provider: object) => void
}
type Entries = Record<string, unknown>

/** What each entry of the menu makes of an element. */
export const TARGETS = new Map<string, Kind>(
  Object.values(menus)
    .flatMap((menu) => (Array.isArray(menu) ? menu : Object.values(menu).flat()))
    .flatMap(({ actionName, target }) => (target === undefined ? [] : [[actionName, target]])),
)

/** Returns the module that lets the menu of kinds offer what `isOffered` says of a kind in a scope. */
export function onlyExecuted(isOffered: (kind: Kind, scope: Moddle | undefined) => boolean) {
  function OnlyExecuted(popupMenu: PopupMenu) {
    // After bpmn.io's own provider has made its entries.
    popupMenu.registerProvider('bpmn-replace', 500, {
      getPopupMenuEntries: (element: Drawn) => (entries: Entries) => {
        const parent = element.businessObject.$parent
        return Object.fromEntries(
          Object.entries(entries).filter(([name]) => {
            const target = TARGETS.get(name)
            return target === undefined || isOffered(target, parent)
          }),
        )
      },
    })
  }
  OnlyExecuted.$inject = ['popupMenu']
  return { __init__: ['onlyExecuted'], onlyExecuted: ['type', OnlyExecuted] }
}
