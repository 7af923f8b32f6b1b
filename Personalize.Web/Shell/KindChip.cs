using Microsoft.AspNetCore.Components;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Shell;

/// <summary>Word and icon of a kind of activity, as one piece of markup: the stream shows dozens a second. Its icons are <see cref="KindSymbols"/>.</summary>
public static class KindChip
{
    private static readonly Dictionary<ActivityKind, RenderFragment> Drawn =
        Enum.GetValues<ActivityKind>().ToDictionary(kind => kind, Draw);

    public static RenderFragment Of(ActivityKind kind) => Drawn[kind];

    /// <summary>Id of the symbol in the page.</summary>
    internal static string Symbol(ActivityKind kind) => $"pz-kind-{KindLook.Of(kind).Word}";

    private static RenderFragment Draw(ActivityKind kind)
    {
        var look = KindLook.Of(kind);
        var chip = $"""<span class="pz-act" data-slot="{look.Slot}"><svg aria-hidden="true"><use href="#{Symbol(kind)}"></use></svg>{look.Word}</span>""";
        return tree => tree.AddMarkupContent(0, chip);
    }
}
