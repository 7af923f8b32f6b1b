namespace Personalize.Web.Segments;

internal static class SegmentsFeature
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<SegmentMarks>()
        .AddSingleton<SegmentSurveyor>()
        .AddSingleton<SegmentAtlases>();
}
