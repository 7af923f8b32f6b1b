using Personalize.Data.Spreadsheets;

namespace Personalize.Web.Import.Running;

/// <summary>A file that has arrived and may be read.</summary>
/// <param name="Path">Ours; nothing of the sender's name is in it.</param>
/// <param name="DisplayName">The sender's name, cleaned.</param>
/// <param name="ContentHash">Lower-case hex SHA-256.</param>
internal sealed record UploadedFile(string Path, string DisplayName, long Length, string ContentHash, SpreadsheetFormat Format);
