import { useMay } from '@/api/session'
import { ADMINISTRATION, type AdministrationPage } from './administration'

/** The pages of the administration that the person may open. */
export function useAdministration(): readonly AdministrationPage[] {
  const may = useMay()
  return ADMINISTRATION.filter((page) => may(page.may))
}
