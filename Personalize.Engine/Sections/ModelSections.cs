using Personalize.Engine.Clusters;
using Personalize.Engine.Content;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Sections;

/// <summary>Which section of a model file holds what. Derived figures are computed anew, by the code that first made them.</summary>
internal static class ModelSections
{
    private const string Head = "head";
    private const string Words = "words";
    private const string Vectors = "vectors";
    private const string Groups = "clusters";
    private const string Masses = "masses";
    private const string Learnt = "learnt";
    private const string Blend = "blend";
    private const string ColdStart = "cold start";

    public static IReadOnlyList<(string Name, SectionWriter Content)> Write(ModelSet models) =>
    [
        (Head, WriteHead(models)), (Words, WriteWords(models.Catalogue.Text)), (Vectors, new SectionWriter().Rows(models.Catalogue.Vectors)),
        (Groups, WriteClusters(models.Clusters)), (Masses, WriteMasses(models)), (Learnt, WriteLearnt(models)),
        .. models.Learnt.Select(static scorer => (scorer.Name, LearntSections.Write(scorer))),
        (Blend, WriteBlend(models.Hybrid)), (ColdStart, WriteBlend(models.ColdStart)),
    ];

    public static ModelSet Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> sections)
    {
        var head = new SectionReader(sections[Head]);
        var version = head.Int64();
        var (trainedAt, asOf) = (head.Time(), head.Time());
        var settings = ModelSettings.OfText(head.Text());
        var (customers, items) = (Vocabulary.Of(head.Texts()), Vocabulary.Of(head.Texts()));
        var text = ReadWords(new SectionReader(sections[Words]));
        var catalogue = new CatalogueIndex(text, new SectionReader(sections[Vectors]).Rows());
        var clusters = ReadClusters(new SectionReader(sections[Groups]), settings.ClusterTerms);
        var masses = new SectionReader(sections[Masses]);
        var popularity = new PopularityModel(masses.Doubles(), masses.Double(), version);
        var cluster = new ClusterScorer(masses.Rows(), version);
        var engagement = ScoreScale.Of(masses.Doubles());
        var content = new ContentScorer(catalogue, version);
        var kept = new SectionReader(sections[Learnt]);
        IScorer[] learnt = Array.ConvertAll(kept.Texts(), name => LearntSections.Read(name, new SectionReader(sections[name]), version));
        IScorer[] scorers = [content, cluster, popularity, .. learnt];
        return new ModelSet
        {
            Version = version,
            TrainedAt = trainedAt,
            AsOf = asOf,
            Settings = settings,
            Customers = customers,
            Items = items,
            Catalogue = catalogue,
            Clusters = clusters,
            Content = content,
            ClusterPopularity = cluster,
            Popularity = popularity,
            Learnt = learnt,
            Decisions = ReadDecisions(kept),
            Hybrid = ReadBlend(new SectionReader(sections[Blend]), scorers, items.Count, version),
            ColdStart = ReadBlend(new SectionReader(sections[ColdStart]), scorers, items.Count, version),
            Engagement = engagement,
        };
    }

    private static SectionWriter WriteHead(ModelSet models) => new SectionWriter()
        .Int64(models.Version).Time(models.TrainedAt).Time(models.AsOf).Text(models.Settings.ToText())
        .Texts(Ids(models.Customers)).Texts(Ids(models.Items));

    private static SectionWriter WriteWords(TfIdfModel text) => new SectionWriter()
        .Int32((int)text.Mode).Int32(text.DocumentCount).Texts(text.Tokenizer.Phrases)
        .Texts(Ids(text.Terms)).Ints(text.DocumentFrequencies);

    private static TfIdfModel ReadWords(SectionReader section)
    {
        var (mode, documents) = ((IdfMode)section.Int32(), section.Int32());
        var tokenizer = new Tokenizer(section.Texts());
        var terms = Vocabulary.Of(section.Texts());
        return new TfIdfModel(mode, tokenizer, terms, section.Ints(), documents);
    }

    private static SectionWriter WriteClusters(ClusterModel clusters) => new SectionWriter()
        .Int32(clusters.Count).Floats(clusters.Centroids.Values).Ints(clusters.Labels).Double(clusters.Inertia);

    private static ClusterModel ReadClusters(SectionReader section, int entriesPerPoint) =>
        new(new Centroids(section.Int32(), section.Floats()), section.Ints(), section.Double(), entriesPerPoint);

    private static SectionWriter WriteMasses(ModelSet models) => new SectionWriter()
        .Doubles(models.Popularity.Masses).Double(models.Popularity.RatePerDay).Rows(models.ClusterPopularity.Masses).Doubles(models.Engagement.Sorted);

    private static SectionWriter WriteLearnt(ModelSet models)
    {
        var section = new SectionWriter().Texts([.. models.Learnt.Select(static scorer => scorer.Name)]).Int32(models.Decisions.Count);
        foreach (var (model, trained, why) in models.Decisions) section.Text(model).Int32(trained ? 1 : 0).Text(why);
        return section;
    }

    private static ModelDecision[] ReadDecisions(SectionReader section)
    {
        var decisions = new ModelDecision[section.Count(leastBytesEach: 12)];
        for (var at = 0; at < decisions.Length; at++) decisions[at] = new ModelDecision(section.Text(), section.Int32() != 0, section.Text());
        return decisions;
    }

    // A calibration without knots is made for each customer anew.
    private static SectionWriter WriteBlend(HybridScorer hybrid)
    {
        var section = new SectionWriter().Text(hybrid.BaseName).Int32(hybrid.Parts.Count);
        foreach (var part in hybrid.Parts)
        {
            var known = part.Calibration as Calibration;
            section.Text(part.Scorer.Name).Double(part.Weight).Doubles(known is null ? [] : known.Values).Doubles(known is null ? [] : known.Shares);
        }
        return section;
    }

    private static HybridScorer ReadBlend(SectionReader section, IReadOnlyList<IScorer> scorers, int itemCount, long version)
    {
        var baseName = section.Text();
        var parts = new HybridPart[section.Count(leastBytesEach: 20)];
        for (var part = 0; part < parts.Length; part++)
        {
            var name = section.Text();
            var scorer = scorers.FirstOrDefault(known => known.Name == name) ?? throw new FormatException($"Unknown scorer '{name}'.");
            var weight = section.Double();
            var (values, shares) = (section.Doubles(), section.Doubles());
            parts[part] = new HybridPart(scorer, values.Length == 0 ? CustomerCalibration.Instance : new Calibration(values, shares), weight);
        }
        return new HybridScorer(parts, baseName, itemCount, version);
    }

    private static string[] Ids(Vocabulary vocabulary)
    {
        var ids = new string[vocabulary.Count];
        for (var number = 0; number < ids.Length; number++) ids[number] = vocabulary.IdOf(number);
        return ids;
    }
}
