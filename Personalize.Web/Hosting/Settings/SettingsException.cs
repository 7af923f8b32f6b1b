namespace Personalize.Web.Hosting.Settings;

/// <summary>The configuration cannot be used. The message names the key and what is legal; it is shown without a stack trace.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException()
    {
    }

    public SettingsException(string message)
        : base(message)
    {
    }

    public SettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
