namespace Personalize.Web.Import;

/// <summary>A file on its way to the server.</summary>
public sealed record Sending(string FileName, long Sent, long Total, double BytesPerSecond)
{
    public double Fraction => Total == 0 ? 0 : (double)Sent / Total;

    public TimeSpan? Remaining => BytesPerSecond > 0 ? TimeSpan.FromSeconds((Total - Sent) / BytesPerSecond) : null;
}
