using System.Globalization;
using System.Text.Json;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>Answers what a page asks of the browser, as one would that draws nothing.</summary>
internal sealed class HeadlessBrowser
{
    // The least height of the stream on the live page, in pixels: some sixteen lines with those kept ready beyond its edges.
    private const int ContainerHeight = 360;
    private const string AttachRenderer = "Blazor._internal.attachWebRendererInterop";
    private const string WatchSpacers = "Blazor._internal.Virtualize.init";

    // Exported by js/shell.js; the page is empty until it has answered.
    private const string StartShell = "start";

    private const long ObjectReference = 1;
    private int _objects;

    /// <summary>The renderer has come; components may be added.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>The page knows its browser, and the next batch draws it.</summary>
    public bool IsKnown { get; private set; }

    /// <param name="function">What the page calls.</param>
    /// <param name="arguments">A JSON array; null for none.</param>
    /// <param name="resultKind">What it expects back, as numbered by the framework.</param>
    /// <exception cref="InvalidDataException">The arguments are not what such a call has.</exception>
    public BrowserReply Reply(string function, string? arguments, long resultKind)
    {
        if (resultKind == ObjectReference)
            return new BrowserReply(string.Create(CultureInfo.InvariantCulture, $$"""{"__jsObjectId":{{++_objects}}}"""), null);
        switch (function)
        {
            case AttachRenderer:
                IsAttached = true;
                return BrowserReply.Nothing;
            case StartShell:
                IsKnown = true;
                return new BrowserReply("""{"dark":false,"timeZone":"UTC"}""", null);
            case WatchSpacers:
                return BrowserReply.Nothing with
                {
                    Then = new PageCall("OnSpacerBeforeVisible", TargetIn(arguments), string.Create(CultureInfo.InvariantCulture, $"[0,0,{ContainerHeight}]")),
                };
            default:
                return BrowserReply.Nothing;
        }
    }

    private static long TargetIn(string? arguments)
    {
        try
        {
            using var parsed = JsonDocument.Parse(arguments ?? "[]");
            return parsed.RootElement[0].GetProperty("__dotNetObject").GetInt64();
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"A list that loads as it is scrolled came without its own address: {arguments}", strange);
        }
    }
}

/// <param name="Result">JSON.</param>
/// <param name="Then">What the browser calls in turn; null for nothing.</param>
internal readonly record struct BrowserReply(string Result, PageCall? Then)
{
    public static readonly BrowserReply Nothing = new("null", null);
}

/// <param name="Target">Number of the object whose method it is.</param>
/// <param name="Arguments">A JSON array.</param>
internal sealed record PageCall(string Method, long Target, string Arguments);
