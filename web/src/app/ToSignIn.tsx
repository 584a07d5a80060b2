import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Leads to the sign-in, and from there back to the page that was left. */
export function ToSignIn() {
  const navigate = useNavigate()
  const router = useRouter()
  useEffect(() => {
    void navigate({ to: '/sign-in', search: { next: router.state.location.href }, replace: true })
  }, [navigate, router])
  return null
}
