namespace Personalize.Web.Shell.Charts;

/// <param name="Name">Shown when the point is pointed at, and in the table.</param>
/// <param name="Group">Number of what it belongs to.</param>
public sealed record MapPoint(string Name, int Group, double X, double Y);

/// <summary>Points on a plane, one group of which stands out, and its table twin with it. Immutable; a change makes a new one.</summary>
/// <param name="Points">One per thing.</param>
/// <param name="Marks">One label per group, where the middle of its points is.</param>
/// <param name="Chosen">The group that stands out; one that nothing belongs to for none.</param>
public sealed record MapFigures(
    string XName, string YName, IReadOnlyList<MapPoint> Points, IReadOnlyList<MapPoint> Marks, int Chosen);
