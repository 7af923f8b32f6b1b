using Microsoft.AspNetCore.DataProtection;
using Personalize.Data.Audit;

namespace Personalize.Web.Audit;

/// <summary>Seals the audit trail's keys with the host's data-protection keys, which lie outside the database.</summary>
internal sealed class DataProtectionSeal(IDataProtectionProvider protection) : ISecretSeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("Personalize.Audit.Keys.v1");

    public byte[] Seal(byte[] secret) => _protector.Protect(secret);

    public byte[] Open(byte[] sealedSecret) => _protector.Unprotect(sealedSecret);
}
