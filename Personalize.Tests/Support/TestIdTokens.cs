using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Personalize.Tests.Support;

/// <summary>ID tokens put together by hand, so that they can be wrong in ways that no library would write.</summary>
public sealed class TestIdTokens : IDisposable
{
    private const string KeyId = "of-the-provider";
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _foreign = RSA.Create(2048);

    public JsonObject Keys() => new() { ["keys"] = new JsonArray(Public(_key, KeyId)) };

    /// <summary>As it should be.</summary>
    public string Right(JsonObject payload) => Sign(Header("RS256"), payload, _key);

    public static string Bare(JsonObject payload, string algorithm = "none") => Body(Header(algorithm), payload) + ".";

    /// <summary>Signed by nobody, and named as if it were.</summary>
    public static string WithoutSignature(JsonObject payload) => Bare(payload, "RS256");

    /// <summary>What is public taken as a shared secret: the key as PEM text.</summary>
    public string WithPublicKeyAsSecret(JsonObject payload) => Mac(payload, Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()));

    /// <summary>The same with the number that stands in the list of keys.</summary>
    public string WithModulusAsSecret(JsonObject payload) => Mac(payload, _key.ExportParameters(includePrivateParameters: false).Modulus!);

    /// <summary>An algorithm that the standard has, and we do not.</summary>
    public static string WithClientSecret(JsonObject payload) => Mac(payload, Encoding.UTF8.GetBytes(TestProvider.ClientSecret));

    public string ByForeignKey(JsonObject payload) => Sign(Header("RS256"), payload, _foreign);

    public string ByUnknownKey(JsonObject payload) => Sign(Header("RS256", "of-somebody-else"), payload, _foreign);

    /// <summary>A foreign key that the token brings along.</summary>
    public string ByKeyInHeader(JsonObject payload)
    {
        var header = Header("RS256", "of-somebody-else");
        header["jwk"] = Public(_foreign, "of-somebody-else");
        header["jku"] = "https://evil.example/keys";
        return Sign(header, payload, _foreign);
    }

    /// <summary>Signed, and changed afterwards.</summary>
    public string Changed(JsonObject payload)
    {
        var parts = Right(payload).Split('.');
        var other = (JsonObject)payload.DeepClone();
        other["sub"] = "somebody-else";
        return $"{parts[0]}.{Encode(other)}.{parts[2]}";
    }

    public void Dispose()
    {
        _key.Dispose();
        _foreign.Dispose();
    }

    private static JsonObject Header(string algorithm, string keyId = KeyId) => new() { ["alg"] = algorithm, ["kid"] = keyId, ["typ"] = "JWT" };

    private static JsonObject Public(RSA key, string id)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["n"] = Base64UrlEncoder.Encode(numbers.Modulus!),
            ["e"] = Base64UrlEncoder.Encode(numbers.Exponent!),
        };
    }

    private static string Sign(JsonObject header, JsonObject payload, RSA key)
    {
        var body = Body(header, payload);
        return $"{body}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Mac(JsonObject payload, byte[] secret)
    {
        var body = Body(Header("HS256"), payload);
        return $"{body}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body)))}";
    }

    private static string Body(JsonObject header, JsonObject payload) => $"{Encode(header)}.{Encode(payload)}";

    private static string Encode(JsonObject part) => Base64UrlEncoder.Encode(part.ToJsonString());
}
