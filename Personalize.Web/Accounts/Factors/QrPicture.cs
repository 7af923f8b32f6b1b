using System.Text.Encodings.Web;
using Personalize.Data.Accounts;
using QRCoder;

namespace Personalize.Web.Accounts.Factors;

/// <summary>The key of an authenticator app, to be scanned.</summary>
internal static class QrPicture
{
    private const int PixelsPerModule = 4;

    /// <returns>A data address for an image element.</returns>
    public static string Of(Account account, string key)
    {
        using var code = QRCodeGenerator.GenerateQrCode(AddressOf(account, key), QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(PixelsPerModule))}";
    }

    private static string AddressOf(Account account, string key) =>
        $"otpauth://totp/Personalize:{UrlEncoder.Default.Encode(account.Email!)}?secret={key}&issuer=Personalize&digits={Totp.Digits}";
}
