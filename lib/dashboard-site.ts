import {
  Duration,
  aws_certificatemanager as acm,
  aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { rootFiles } from "./dashboard-files.ts";
import { contentSecurityPolicy, OTHER_PAGE_HEADERS } from "./dashboard-headers.ts";
import { DashboardPublisher } from "./dashboard-publisher.ts";
import type { Identity } from "./identity.ts";
import { PrivateBucket } from "./private-bucket.ts";
import type { RestApi } from "./rest-api.ts";
import { apiFunction, pageFunction, SITE_MARK_HEADER } from "./site-functions.ts";

/** Names of an operator's own for the site. */
export interface SiteDomain {
  readonly names: readonly string[];
  /** Of a certificate for them, in us-east-1, from where CloudFront takes it. */
  readonly certificateArn: string;
}

/** What the site is made of. */
export interface DashboardSiteProps {
  /** Folder of the built dashboard. */
  readonly files: string;
  readonly restApi: RestApi;
  /** What marks the site's requests for the web ACL. */
  readonly mark: string;
  readonly identity: Identity;
  readonly domain?: SiteDomain;
}

/** Longest that browsers are told to come back by https alone. */
const HSTS = Duration.days(365);

/**
 * The dashboard, by CloudFront from a private bucket. The API is at `/v1/` of the same origin: pages
 * need no CORS, and their policy names nobody but themselves and the identity provider.
 */
export class DashboardSite extends Construct {
  readonly distribution: cloudfront.Distribution;
  /** Origin of the distribution's own name. */
  readonly origin: string;

  constructor(scope: Construct, id: string, props: DashboardSiteProps) {
    super(scope, id);
    const { bucket } = new PrivateBucket(this, "Files");
    const { domain } = props;
    this.distribution = new cloudfront.Distribution(this, "Distribution", {
      comment: "ecr-scout: the dashboard",
      defaultBehavior: {
        // CDK's own class does not fit its interface under exactOptionalPropertyTypes.
        origin: origins.S3BucketOrigin.withOriginAccessControl(bucket as never),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: this.#headers(props.identity.tokenOrigins),
        functionAssociations: [this.#onRequest("PageFunction", pageFunction(this.#files(props)))],
      },
      additionalBehaviors: { "/v1/*": this.#api(props) },
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      ...(domain && {
        minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        domainNames: [...domain.names],
        certificate: acm.Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
      }),
    });
    this.origin = `https://${this.distribution.distributionDomainName}`;
    const signIn = props.identity.signInDocument;
    new DashboardPublisher(this, "Publisher", { bucket, files: props.files, signIn });
    this.#acknowledgeFindings();
  }

  /** Those of the folder, and the one that is made at deployment. */
  #files({ files }: DashboardSiteProps): readonly string[] {
    return [...rootFiles(files), "/sign-in.json"];
  }

  #headers(tokenOrigins: readonly string[]): cloudfront.ResponseHeadersPolicy {
    return new cloudfront.ResponseHeadersPolicy(this, "Headers", {
      comment: "ecr-scout: pages of the dashboard",
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: contentSecurityPolicy(tokenOrigins),
          override: true,
        },
        contentTypeOptions: { override: true },
        referrerPolicy: {
          referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER,
          override: true,
        },
        strictTransportSecurity: { accessControlMaxAge: HSTS, override: true },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(OTHER_PAGE_HEADERS).map(([header, value]) => ({
          header,
          value,
          override: true,
        })),
      },
    });
  }

  #api({ restApi, mark }: DashboardSiteProps): cloudfront.BehaviorOptions {
    return {
      origin: new origins.HttpOrigin(restApi.host, {
        protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
        customHeaders: { [SITE_MARK_HEADER]: mark },
      }),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      // Answers are somebody's own. The API compresses them itself.
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      // Authorization among them; Host is API Gateway's own.
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      functionAssociations: [this.#onRequest("ApiFunction", apiFunction())],
    };
  }

  #onRequest(id: string, code: string): cloudfront.FunctionAssociation {
    return {
      eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
      function: new cloudfront.Function(this, id, {
        code: cloudfront.FunctionCode.fromInline(code),
        runtime: cloudfront.FunctionRuntime.JS_2_0,
      }),
    };
  }

  #acknowledgeFindings(): void {
    acknowledge(
      this.distribution,
      "AwsSolutions-CFR1",
      "Where people may work from is the operator's to say; nothing here depends on a country.",
    );
    acknowledge(
      this.distribution,
      "AwsSolutions-CFR2",
      "A web ACL for CloudFront can be made in us-east-1 alone, and this stack is of any Region. The files are public code; the API behind the site has its own web ACL, which counts by the viewer's address (docs/adr/0014-dashboard.md).",
    );
    acknowledge(
      this.distribution,
      "AwsSolutions-CFR3",
      "Paths and queries name customers' repositories and searches: they are written down nowhere, and the API's access log has routes. An operator who must, adds CloudFront's log (docs/operate.md).",
    );
    acknowledge(
      this.distribution,
      "AwsSolutions-CFR4",
      "CloudFront's own name comes with CloudFront's own certificate and its choice of TLS; with a certificate of the operator's, TLS 1.2 is the least (dashboardCertificateArn).",
    );
  }
}
