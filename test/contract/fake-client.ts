/** A client of the AWS SDK of which only `send` exists; what the adapters use of a client is nothing more. */
export function clientOf<Client>(send: (command: object) => object | undefined): Client {
  return { send: async (command: object) => send(command) } as unknown as Client // the SDK's classes have private parts that nobody can imitate
}
