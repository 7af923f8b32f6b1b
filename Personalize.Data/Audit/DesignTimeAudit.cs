namespace Personalize.Data.Audit;

/// <summary>For the contexts that <c>dotnet ef</c> makes, which write nothing.</summary>
internal static class DesignTimeAudit
{
    public static AuditWriter Writer { get; } = new(new NoSeal(), TimeProvider.System);

    private sealed class NoSeal : ISecretSeal
    {
        public byte[] Seal(byte[] secret) => throw new NotSupportedException("At design time nothing is written.");

        public byte[] Open(byte[] sealedSecret) => throw new NotSupportedException("At design time nothing is read.");
    }
}
