namespace Personalize.Web.Health.Parts;

/// <summary>How a part of the server is, from best to worst.</summary>
public enum PartState
{
    Working,

    /// <summary>It does what it is there for, but not as it should.</summary>
    Degraded,

    /// <summary>It will work by itself in a moment; traffic is better sent elsewhere until then.</summary>
    Starting,

    /// <summary>It does not do what it is there for.</summary>
    Down,
}
