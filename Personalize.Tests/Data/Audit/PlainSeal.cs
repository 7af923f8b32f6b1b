using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Audit;

namespace Personalize.Tests.Data.Audit;

/// <summary>Seals nothing, but knows its own: two processes of a test share it without sharing keys.</summary>
internal sealed class PlainSeal : ISecretSeal
{
    private const byte Mark = 0x5A;

    public byte[] Seal(byte[] secret) => [Mark, .. secret];

    public byte[] Open(byte[] sealedSecret) =>
        sealedSecret is [Mark, .. var secret] ? secret : throw new CryptographicException("This is none of the test's secrets.");
}

internal static class PlainSealRegistration
{
    public static IServiceCollection AddPlainSeal(this IServiceCollection services) => services.AddSingleton<ISecretSeal, PlainSeal>();
}
