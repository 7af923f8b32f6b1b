namespace Personalize.Web.Models;

/// <summary>What came of putting a version in service.</summary>
internal enum ServeOutcome
{
    Served,
    ServesAlready,

    /// <summary>Its file is gone or damaged.</summary>
    Gone,
}
