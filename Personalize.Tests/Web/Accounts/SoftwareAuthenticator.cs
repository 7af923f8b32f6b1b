using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Personalize.Tests.Web.Accounts;

/// <summary>A passkey in memory: answers challenges as a phone does, and says any origin that a test wants.</summary>
internal sealed class SoftwareAuthenticator : IDisposable
{
    private const byte UserPresentAndVerified = 0x05;
    private const byte WithCredential = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string? _userHandle;

    /// <summary>Answers options for a new passkey.</summary>
    public string Create(JsonNode options, string origin)
    {
        _userHandle = (string)options["user"]!["id"]!;
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        byte[] credential =
        [
            .. new byte[16], 0, (byte)_id.Length, .. _id,

            // {1: 2, 3: -7, -1: 1, -2: x, -3: y}: an ES256 key on P-256.
            0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!,
        ];
        byte[] data = [.. Data((string)options["rp"]!["id"]!, UserPresentAndVerified | WithCredential), .. credential];
        byte[] attestation =
        [
            0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data,
        ];
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(ClientData("webauthn.create", options, origin)),
            ["attestationObject"] = Base64Url.EncodeToString(attestation),
            ["transports"] = new JsonArray(),
        });
    }

    /// <summary>Answers options for a proof.</summary>
    public string Prove(JsonNode options, string origin)
    {
        var client = ClientData("webauthn.get", options, origin);
        var data = Data((string)options["rpId"]!, UserPresentAndVerified);
        byte[] signed = [.. data, .. SHA256.HashData(client)];
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(_key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = _userHandle,
        });
    }

    public void Dispose() => _key.Dispose();

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Base64Url.EncodeToString(_id),
        ["rawId"] = Base64Url.EncodeToString(_id),
        ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();

    private static byte[] ClientData(string type, JsonNode options, string origin) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = (string)options["challenge"]!, origin, crossOrigin = false });

    // A synced passkey counts nothing.
    private static byte[] Data(string site, int flags)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(site), data);
        data[32] = (byte)flags;
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), 0);
        return data;
    }

    /// <summary>A short text as CBOR.</summary>
    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.UTF8.GetBytes(text)];
}
