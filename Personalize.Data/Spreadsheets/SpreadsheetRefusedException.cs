namespace Personalize.Data.Spreadsheets;

/// <summary>The file is not one that can be imported. Code and message are safe to show.</summary>
public sealed class SpreadsheetRefusedException : Exception
{
    public SpreadsheetRefusedException()
        : this("file_structure", "The file cannot be read.")
    {
    }

    public SpreadsheetRefusedException(string message)
        : this("file_structure", message)
    {
    }

    public SpreadsheetRefusedException(string message, Exception innerException)
        : base(message, innerException) => Code = "file_structure";

    public SpreadsheetRefusedException(string code, string message)
        : base(message) => Code = code;

    /// <param name="cause">For those who look after the server; it may quote the file and is not to be shown.</param>
    public SpreadsheetRefusedException(string code, string message, Exception cause)
        : base(message, cause) => Code = code;

    /// <summary>Stable code: "file_signature", "file_bomb", "file_too_wide", "file_encrypted".</summary>
    public string Code { get; }
}
