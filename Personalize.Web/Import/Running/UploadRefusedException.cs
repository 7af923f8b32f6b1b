namespace Personalize.Web.Import.Running;

/// <summary>The request does not carry one acceptable file. Code and message are safe to show.</summary>
internal sealed class UploadRefusedException : Exception
{
    public UploadRefusedException()
        : this("The request does not carry a file that can be taken.")
    {
    }

    public UploadRefusedException(string message)
        : this(StatusCodes.Status400BadRequest, "bad_request", message)
    {
    }

    public UploadRefusedException(string message, Exception innerException)
        : base(message, innerException) => (Status, Code) = (StatusCodes.Status400BadRequest, "bad_request");

    public UploadRefusedException(int status, string code, string message)
        : base(message) => (Status, Code) = (status, code);

    public int Status { get; }
    public string Code { get; }
}
