using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Audit;

namespace Personalize.Tests.Data.Audit;

/// <summary>Seals nothing, but knows its own: two processes of a test share it without sharing keys.</summary>
/// <param name="marks">Its keys; it seals with the first and opens what any of them sealed.</param>
internal sealed class PlainSeal(params byte[] marks) : ISecretSeal
{
    public const byte First = 0x5A;

    public PlainSeal()
        : this(First)
    {
    }

    public byte[] Seal(byte[] secret) => [marks[0], .. secret];

    public byte[] Open(byte[] sealedSecret) =>
        sealedSecret is [var mark, .. var secret] && marks.Contains(mark) ? secret : throw new CryptographicException("This is none of the test's secrets.");
}

internal static class PlainSealRegistration
{
    public static IServiceCollection AddPlainSeal(this IServiceCollection services) => services.AddSingleton<ISecretSeal>(new PlainSeal());
}
