namespace Personalize.Web.Shell;

public enum PanelState
{
    Ready,

    /// <summary>First load: skeleton.</summary>
    Loading,

    /// <summary>Old content stays, a thin bar moves.</summary>
    Refreshing,

    /// <summary>There is nothing at all yet.</summary>
    Empty,

    /// <summary>There is something, but none in the chosen range or filter.</summary>
    NoMatch,

    /// <summary>Old content stays, greyed, under the problem.</summary>
    Failed,
}
