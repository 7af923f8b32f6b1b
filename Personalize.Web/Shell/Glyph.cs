using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace Personalize.Web.Shell;

/// <summary>An icon as one piece of markup.</summary>
/// <remarks>
/// MudIcon draws the same, but as a component with a tree and a state of its own: on the Live page 55 of 181 components
/// were icons, and an open page costs memory by the component.
/// </remarks>
public static class Glyph
{
    private static readonly ConcurrentDictionary<string, RenderFragment> Drawn = new(StringComparer.Ordinal);

    /// <param name="icon">A constant of <see cref="MudBlazor.Icons"/>. It becomes markup: nothing that comes from data may come here.</param>
    public static RenderFragment Of(string icon) => Drawn.GetOrAdd(icon, Draw);

    /// <summary>What stands within the svg element, for one that stands in the page already.</summary>
    /// <inheritdoc cref="Of"/>
    internal static RenderFragment Paths(string icon) => tree => tree.AddMarkupContent(0, icon);

    private static RenderFragment Draw(string icon)
    {
        var svg = $"""<svg class="mud-icon-root mud-svg-icon mud-icon-size-medium" focusable="false" viewBox="0 0 24 24" aria-hidden="true">{icon}</svg>""";
        return tree => tree.AddMarkupContent(0, svg);
    }
}
