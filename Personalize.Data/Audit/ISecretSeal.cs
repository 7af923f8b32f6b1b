using System.Security.Cryptography;

namespace Personalize.Data.Audit;

/// <summary>Keeps secrets unreadable in the database: only a server that has the host's keys can open them.</summary>
public interface ISecretSeal
{
    byte[] Seal(byte[] secret);

    /// <exception cref="CryptographicException">Sealed with keys that this server does not have, or damaged.</exception>
    byte[] Open(byte[] sealedSecret);
}
