namespace Personalize.Data;

/// <summary>The database cannot be used as it is. The message names what is wrong and the remedy, for whoever runs the server.</summary>
public sealed class UnfitDatabaseException : Exception
{
    public UnfitDatabaseException()
    {
    }

    public UnfitDatabaseException(string message)
        : base(message)
    {
    }

    public UnfitDatabaseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
