using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Personalize.Data.Spreadsheets;

namespace Personalize.Web.Import.Running;

/// <summary>Streams the one file of a multipart request to disk, hashing on the way; never holds more than a buffer of it.</summary>
internal sealed class UploadReceiver(Uploads uploads, SpreadsheetLimits limits)
{
    private const int HeadersPerPart = 16;
    private const int BytesOfHeaders = 8 << 10;
    private const int MaxParts = 8;
    private const int BufferLength = 64 << 10;

    /// <exception cref="UploadRefusedException">The request does not hold exactly one file of acceptable size.</exception>
    /// <exception cref="SpreadsheetRefusedException">The file is not a spreadsheet that can be imported.</exception>
    public async Task<UploadedFile> ReceiveAsync(HttpRequest request, CancellationToken cancellation)
    {
        var reader = new MultipartReader(BoundaryOf(request), request.Body) { HeadersCountLimit = HeadersPerPart, HeadersLengthLimit = BytesOfHeaders };
        Received? file = null;
        try
        {
            var parts = 0;
            while (await NextAsync(reader, cancellation) is { } part)
            {
                if (++parts > MaxParts)
                    throw TooManyParts();
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || !disposition.IsFileDisposition())
                    continue;
                if (file is not null)
                    throw TooManyParts();
                RequireSheetType(part.ContentType);
                file = await StoreAsync(part.Body, disposition, cancellation);
            }

            if (file is null)
                throw new UploadRefusedException(StatusCodes.Status400BadRequest, "file_missing", "The request holds no file. Send one as multipart/form-data.");
            using var content = File.OpenRead(file.Path);
            return new UploadedFile(file.Path, file.Name, file.Length, file.Hash, SpreadsheetGuard.Inspect(content, file.Name, limits));
        }
        catch
        {
            if (file is not null)
                Uploads.Delete(file.Path);
            throw;
        }
    }

    private sealed record Received(string Path, string Name, long Length, string Hash);

    private static string BoundaryOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw new UploadRefusedException(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Send the file as multipart/form-data.");
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 70)
            throw new UploadRefusedException(StatusCodes.Status400BadRequest, "bad_request", "The multipart boundary is missing or longer than 70 characters.");
        return boundary;
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellation);
        }
        catch (InvalidDataException)
        {
            // More headers than allowed, or longer ones.
            throw TooManyParts();
        }
        catch (IOException problem) when (problem is not BadHttpRequestException)
        {
            throw CutOff();
        }
    }

    private async Task<Received> StoreAsync(Stream body, ContentDispositionHeaderValue disposition, CancellationToken cancellation)
    {
        var given = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        var name = Uploads.DisplayName(HeaderUtilities.RemoveQuotes(given).ToString());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        var file = uploads.Create();
        try
        {
            var length = 0L;
            int read;
            while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                length += read;
                if (length > limits.MaxFileBytes)
                    throw TooLarge(limits);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            await file.DisposeAsync();
            return new Received(file.Name, name, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception problem)
        {
            await file.DisposeAsync();
            Uploads.Delete(file.Name);
            if (problem is IOException and not BadHttpRequestException)
                throw CutOff();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Browsers and tools name sheets in many ways; only what is surely something else is refused here.</summary>
    private static void RequireSheetType(string? type)
    {
        if (type is null)
            return;
        foreach (var other in (string[])["text/html", "image/", "video/", "audio/", "application/pdf", "application/javascript", "text/javascript"])
        {
            if (type.StartsWith(other, StringComparison.OrdinalIgnoreCase))
                throw new UploadRefusedException(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The file is declared as something other than a spreadsheet.");
        }
    }

    public static UploadRefusedException TooLarge(SpreadsheetLimits limits) => new(
        StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"The file is larger than {limits.MaxFileBytes / 1_000_000} MB. Split it.");

    private static UploadRefusedException TooManyParts() => new(
        StatusCodes.Status400BadRequest, "too_many_parts", "Send exactly one file, with few headers and no other parts.");

    private static UploadRefusedException CutOff() => new(
        StatusCodes.Status400BadRequest, "bad_request", "The upload broke off before its end.");
}
