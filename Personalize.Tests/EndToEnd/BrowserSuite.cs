namespace Personalize.Tests.EndToEnd;

/// <summary>Browser tests run one after another, once everything else has ended: some of them measure time.</summary>
[CollectionDefinition(nameof(BrowserSuite), DisableParallelization = true)]
public sealed class BrowserSuite;
