#![doc = "What API Gateway says on the wire."]
