namespace Personalize.Web.Activities;

/// <summary>Which try to commit a batch it was.</summary>
internal enum Attempt
{
    First,

    /// <summary>An earlier one failed, and may have committed all the same.</summary>
    Repeated,
}
