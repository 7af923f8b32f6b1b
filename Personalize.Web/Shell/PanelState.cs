namespace Personalize.Web.Shell;

public enum PanelState
{
    Ready,

    /// <summary>First load: skeleton.</summary>
    Loading,

    /// <summary>There is nothing at all yet.</summary>
    Empty,

    /// <summary>Old content stays, greyed, under the problem.</summary>
    Failed,
}
