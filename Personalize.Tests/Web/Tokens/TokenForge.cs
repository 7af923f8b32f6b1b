using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Personalize.Tests.Support;
using Personalize.Web.Tokens;

namespace Personalize.Tests.Web.Tokens;

/// <summary>A genuine token, taken apart, to be put together otherwise. What nobody changes is exactly as the server made it.</summary>
internal sealed class TokenForge
{
    // As the server writes it, so that what is not changed keeps its signature.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly string _genuine;
    private readonly ECDsaSecurityKey _key;

    private TokenForge(string genuine, ECDsaSecurityKey key)
    {
        (_genuine, _key) = (genuine, key);
        var parts = genuine.Split('.');
        Header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!.AsObject();
        Payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
    }

    public JsonObject Header { get; }

    public JsonObject Payload { get; }

    /// <summary>The key pair of an attacker.</summary>
    public ECDsa Foreign { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] PublicKey => _key.ECDsa.ExportSubjectPublicKeyInfo();

    public string GenuineSignature => _genuine.Split('.')[2];

    public static async Task<TokenForge> OpenAsync(PersonalizeApp app, string genuine) =>
        new(genuine, await app.Get<SigningKeyRing>().SignerAsync(TestContext.Current.CancellationToken));

    /// <summary>Signed as the server would: what is wrong then is what the claims or headers say.</summary>
    public string Signed() => With(Sign(_key.ECDsa));

    public string SignedBy(ECDsa key) => With(Sign(key));

    public string SignedBySecret(byte[] secret) => With(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(Content())));

    public string SignedAsDer() => With(_key.ECDsa.SignData(
        Encoding.ASCII.GetBytes(Content()), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public string With(byte[] signature) => With(Base64Url.EncodeToString(signature));

    public string With(string signature) => $"{Content()}.{signature}";

    public TokenForge Head(string name, JsonNode? value)
    {
        Header[name] = value;
        return this;
    }

    public TokenForge NoHead(string name)
    {
        Header.Remove(name);
        return this;
    }

    public TokenForge Claim(string name, JsonNode? value)
    {
        Payload[name] = value;
        return this;
    }

    public TokenForge NoClaim(string name)
    {
        Payload.Remove(name);
        return this;
    }

    /// <summary>The attacker's public key as a JSON web key.</summary>
    public JsonObject ForeignJwk()
    {
        var point = Foreign.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    private byte[] Sign(ECDsa key) => key.SignData(Encoding.ASCII.GetBytes(Content()), HashAlgorithmName.SHA256);

    private string Content() => $"{Encoded(Header)}.{Encoded(Payload)}";

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString(Plain)));
}
