import { onTestFinished, vi } from 'vitest'

/** Lines that this test has written to the process's outputs so far, without showing them. */
export function captured(): () => string[] {
  const chunks: string[] = []
  for (const output of [process.stdout, process.stderr]) {
    const writing = vi.spyOn(output, 'write').mockImplementation((chunk) => {
      chunks.push(String(chunk))
      return true
    })
    onTestFinished(() => writing.mockRestore())
  }
  return () =>
    chunks
      .join('')
      .split('\n')
      .filter((line) => line !== '')
}
